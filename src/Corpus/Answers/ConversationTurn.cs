namespace RagCluster.Corpus.Answers;

/// <summary>A question that was asked before, with its answer.</summary>
/// <param name="Question">The question as it was asked, 1 to 1,000 characters.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ConversationTurn")]
public sealed record ConversationTurn([property: Id(0)] string Question)
{
    /// <summary>The most turns that a question can bring with it.</summary>
    public const int TurnsMax = 20;

    /// <summary>The longest answer that is taken, in characters.</summary>
    public const int AnswerLengthMax = 10_000;

    /// <summary>What was answered, up to 10,000 characters; empty when nothing was.</summary>
    [Id(1)]
    public string Answer { get; init; } = "";
}
