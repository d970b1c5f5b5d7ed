using RagCluster.Planning.Queries.Superposition;
using RagCluster.Shards;

namespace RagCluster.Grains.Query.Observing;

/// <summary>What the shards answered to one wording.</summary>
/// <param name="HasLexical">Whether they were asked for words.</param>
/// <param name="Plan">How it was retrieved.</param>
/// <param name="Found">What they found.</param>
/// <param name="Round">How long the slowest took, with transport.</param>
internal sealed record RetrievedLegs(bool HasLexical, RetrievalPlan Plan, ShardSearchResult Found, TimeSpan Round);
