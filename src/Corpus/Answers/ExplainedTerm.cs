namespace RagCluster.Corpus.Answers;

/// <summary>A term of a question.</summary>
/// <param name="Text">The term as it was asked.</param>
/// <param name="Weight">How much it tells: a rare one more.</param>
/// <param name="IsMissing">Whether no passage holds it.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ExplainedTerm")]
public sealed record ExplainedTerm([property: Id(0)] string Text, [property: Id(1)] double Weight, [property: Id(2)] bool IsMissing);
