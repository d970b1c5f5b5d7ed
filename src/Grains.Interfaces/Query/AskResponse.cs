using RagCluster.Corpus.Answers;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>An answer and the passages that it was looked for in.</summary>
/// <param name="Answer">The answer or abstention.</param>
/// <param name="Found">What was found.</param>
/// <param name="Call">What is true of this call only.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AskResponse")]
public sealed record AskResponse([property: Id(0)] Answer Answer, [property: Id(1)] FoundPassages Found, [property: Id(2)] CallReport Call);
