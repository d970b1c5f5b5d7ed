namespace RagCluster.Corpus.Answers;

/// <summary>A cited answer, or an abstention: exactly one of sentences and abstention is there.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.Answer")]
public sealed record Answer
{
    /// <summary>The sentences in order; empty for an abstention.</summary>
    [Id(0)]
    public AnswerSentence[] Sentences { get; init; } = [];

    /// <summary>The citations in the order of their ids.</summary>
    [Id(1)]
    public Citation[] Citations { get; init; } = [];

    /// <summary>Why there is no answer; null when there is one.</summary>
    [Id(2)]
    public Abstention? Abstention { get; init; }

    /// <summary>What wrote it: <c>extractive</c>, or the chat model's name.</summary>
    [Id(3)]
    public string AnsweredBy { get; init; } = "extractive";

    /// <summary>Sentences of a model that were dropped because no source supports them.</summary>
    [Id(4)]
    public int DroppedSentenceCount { get; init; }

    /// <summary>Which fallbacks were used, for example <c>chat_unavailable</c> or <c>dense_unavailable</c>.</summary>
    [Id(5)]
    public string[] Degraded { get; init; } = [];

    /// <summary>Parts of the question that the sentences leave open, as they were asked; empty for an answer to all of it.</summary>
    [Id(6)]
    public string[] Unanswered { get; init; } = [];

    // A silo of an earlier build sends none, and no initializer runs when it is read.
    /// <summary>The first of what was dropped.</summary>
    [Id(7)]
    public DroppedSentence[] Dropped
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>How it was chosen, for each part of the question that was answered by itself; none unless it was asked for.</summary>
    [Id(8)]
    public AnswerChoice[] Choices
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>
    /// The sentences joined by spaces, code, lists and rows on lines of their own, code between fences; empty for an abstention.
    /// </summary>
    public string Text => AnswerText.Join(Sentences);
}
