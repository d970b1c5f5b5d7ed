using RagCluster.Client.Queries;

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

    /// <summary>The first of them.</summary>
    public DroppedView[] Dropped { get; init; } = [];

    /// <summary>What feedback about the answer names.</summary>
    public string? FeedbackId { get; init; }

    /// <summary>What is printed of an answer.</summary>
    internal static AnswerView From(Answer answer) =>
        new(
            answer.Query,
            answer.Text,
            answer.Abstained,
            AbstentionView.From(answer.Abstention),
            Array.ConvertAll(answer.Sentences, SentenceView.From),
            Array.ConvertAll(answer.Citations, CitationView.From),
            answer.AnsweredBy,
            answer.Degraded,
            answer.TookMs,
            answer.Cached,
            answer.AnsweredQuery
        )
        {
            Unanswered = answer.Unanswered,
            DroppedSentences = answer.DroppedSentences,
            Dropped = Array.ConvertAll(answer.Dropped, dropped => new DroppedView(dropped.Text, dropped.Reason)),
            FeedbackId = answer.FeedbackId,
        };
}
