namespace RagCluster.Client.Queries;

/// <summary>Why there is no answer.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For a person.</param>
public sealed record Abstention(string Code, string Reason)
{
    /// <summary>The language of the reason, an ISO 639-1 code: the question's where the server knows it.</summary>
    public string Language { get; init; } = "en";
}
