using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Query.Observing;

/// <summary>What became of a query.</summary>
/// <param name="Found">The passages.</param>
/// <param name="Answer">The answer; null for a search.</param>
internal sealed record QueryOutcome(FoundPassages Found, Answer? Answer);
