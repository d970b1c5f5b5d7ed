using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// What a request of OpenAI's form has no place for: which collection answers, and beside it every option of <see cref="SearchOptions"/>,
/// as <c>ask</c> has them. An addition of ours.
/// </summary>
internal sealed record RagExtension : IOptionsBody
{
    /// <summary>The collection; left out, the model names it.</summary>
    public string? Collection { get; init; }

    /// <summary>How it is to be answered.</summary>
    [JsonIgnore]
    public SearchOptions Options { get; } = new();
}
