namespace RagCluster.Corpus.Answers;

/// <summary>Why a question, or a part of one, was answered from its passages or not, and by which of their units.</summary>
/// <param name="Question">What was asked, as it was read.</param>
/// <param name="Kind">What it asks for.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerChoice")]
public sealed record AnswerChoice([property: Id(0)] string Question, [property: Id(1)] string Kind)
{
    /// <summary>The probability that the passages answer, 0 to 1.</summary>
    [Id(2)]
    public double Probability { get; init; }

    /// <summary>The least at which they are an answer.</summary>
    [Id(3)]
    public double Threshold { get; init; }

    /// <summary>What the probability is made of: its log odds are the sum of their contributions.</summary>
    [Id(4)]
    public ExplainedSign[] Signs { get; init; } = [];

    /// <summary>The terms of the question.</summary>
    [Id(5)]
    public ExplainedTerm[] Terms { get; init; } = [];

    /// <summary>The units that are shown and the best of the others, best first.</summary>
    [Id(6)]
    public ExplainedUnit[] Units { get; init; } = [];
}
