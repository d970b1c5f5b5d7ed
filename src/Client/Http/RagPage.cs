using System.Text.Json.Serialization;

namespace RagCluster.Client.Http;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
internal sealed record RagPage<T>
{
    /// <summary>The entries.</summary>
    [JsonRequired]
    public T[] Data { get; init; } = [];

    /// <summary>Whether more follow.</summary>
    public bool HasMore { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? LastId { get; init; }
}
