namespace RagCluster.Corpus.Answers;

/// <summary>A question that was asked before, with its answer.</summary>
/// <param name="Question">The question as it was asked.</param>
/// <param name="Answer">What was answered; empty when nothing was.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ConversationTurn")]
public sealed record ConversationTurn([property: Id(0)] string Question, [property: Id(1)] string Answer)
{
    /// <summary>The most turns that a question can bring with it.</summary>
    public const int TurnsMax = 20;

    /// <summary>The longest answer that is taken, in characters.</summary>
    public const int AnswerLengthMax = 10_000;
}
