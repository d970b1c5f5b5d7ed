namespace RagCluster.Corpus.Answers;

/// <summary>Something that speaks for or against an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Contribution">What it adds to the log odds.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ExplainedSign")]
public sealed record ExplainedSign([property: Id(0)] string Name, [property: Id(1)] double Value, [property: Id(2)] double Contribution);
