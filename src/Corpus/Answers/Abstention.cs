namespace RagCluster.Corpus.Answers;

/// <summary>Why there is no answer.</summary>
/// <param name="Code"><c>no_documents</c>, <c>no_match</c>, <c>insufficient_evidence</c> or <c>unsupported_answer</c>.</param>
/// <param name="Reason">One sentence for people.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.Abstention")]
public sealed record Abstention([property: Id(0)] string Code, [property: Id(1)] string Reason)
{
    /// <summary>The language of the reason, an ISO 639-1 code: the question's where there are sentences in it.</summary>
    [Id(2)]
    public string Language { get; init; } = "en";

    /// <summary>The collection holds no indexed document.</summary>
    public const string NoDocuments = "no_documents";

    /// <summary>No passage matched the question.</summary>
    public const string NoMatch = "no_match";

    /// <summary>Passages were found, and none answers the question.</summary>
    public const string InsufficientEvidence = "insufficient_evidence";

    /// <summary>A model wrote an answer, and no sentence of it stands in the sources.</summary>
    public const string UnsupportedAnswer = "unsupported_answer";
}
