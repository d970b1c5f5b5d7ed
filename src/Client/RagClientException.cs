namespace RagCluster.Client;

/// <summary>A call failed. The message is a sentence for a person; the members are for programs.</summary>
/// <param name="failure">What kept it from succeeding.</param>
/// <param name="message">The sentence; of a refusal, the problem's <c>detail</c>.</param>
/// <param name="cause">What was thrown below; null for nothing.</param>
public sealed class RagClientException(RagFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What kept the call from succeeding.</summary>
    public RagFailure Failure { get; } = failure;

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>The problem's code, for example <c>not-found</c> or <c>rate-limited</c>; null where the server named none.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with each field, by its place in the request; empty for other problems.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>When the server asked to be asked again; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The id under which the server's log has the request; null where it named none.</summary>
    public string? TraceId { get; init; }
}
