using RagCluster.Corpus.Answers;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>An answer and the passages that it was looked for in.</summary>
/// <param name="Answer">The answer or abstention.</param>
/// <param name="Search">The passages.</param>
/// <param name="Took">Time from the request's arrival at the grain.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AskResponse")]
public sealed record AskResponse([property: Id(0)] Answer Answer, [property: Id(1)] SearchResponse Search, [property: Id(2)] TimeSpan Took);
