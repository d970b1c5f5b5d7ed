namespace RagCluster.Client.Http;

/// <summary>A call of the API, which may be sent more than once.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query, from the server's root.</param>
public sealed record RagCall(HttpMethod Method, string Path)
{
    /// <summary>Sent as JSON; null for none.</summary>
    public object? Body { get; init; }

    /// <summary>Makes the content of one attempt, for what is not JSON; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether a repeat does no harm although it is no GET: a question, for example.</summary>
    public bool IsSafe { get; init; }

    /// <summary>Whether this changes documents or collections, which takes an <c>Idempotency-Key</c>.</summary>
    public bool TakesKey { get; init; }

    /// <summary>The <c>Idempotency-Key</c>; null for a new one where one is taken.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The entity tag that must still be what is there; null for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The last event that was seen of a stream; null for none.</summary>
    public string? LastEventId { get; init; }

    /// <summary>A GET.</summary>
    public static RagCall Get(string path) => new(HttpMethod.Get, path) { IsSafe = true };

    /// <summary>A POST of JSON.</summary>
    public static RagCall Post(string path, object? body = null) => new(HttpMethod.Post, path) { Body = body };

    /// <summary>A part of a path, escaped.</summary>
    internal static string Part(string text) => Uri.EscapeDataString(text);

    /// <summary>A query of those members that are not null, with its question mark; empty for none.</summary>
    internal static string Query(params (string Name, object? Value)[] members)
    {
        string query = string.Join(
            '&',
            members
                .Where(member => member.Value is not null)
                .Select(member =>
                    $"{member.Name}={Part(Convert.ToString(member.Value, System.Globalization.CultureInfo.InvariantCulture)!)}"
                )
        );
        return query.Length > 0 ? $"?{query}" : "";
    }
}
