using RagCluster.Corpus.Answers;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>The whole answer.</summary>
/// <param name="Answer">The answer or abstention.</param>
/// <param name="Call">What is true of this call only.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerCompleted")]
public sealed record AnswerCompleted([property: Id(0)] Answer Answer, [property: Id(1)] CallReport Call) : QueryEvent;
