namespace RagCluster.Cli.Client;

/// <summary>An answer as the API shows it.</summary>
internal sealed record AnswerView(
    string Query,
    string Answer,
    bool Abstained,
    AbstentionView? Abstention,
    SentenceView[] Sentences,
    CitationView[] Citations,
    string AnsweredBy,
    string[] Degraded,
    double TookMs,
    string? Cached,
    string? AnsweredQuery
)
{
    /// <summary>Parts of the question that the answer leaves open.</summary>
    public string[] Unanswered { get; init; } = [];

    /// <summary>Sentences of a chat model that were left out.</summary>
    public int DroppedSentences { get; init; }
}
