using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>A query and how often it was asked.</summary>
/// <param name="Request">The query, as the cache was asked for it.</param>
/// <param name="IsAnswer">Whether an answer was wanted, not passages.</param>
/// <param name="Count">How often; less for what was long ago.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AskedQuery")]
public sealed record AskedQuery([property: Id(0)] SearchRequest Request, [property: Id(1)] bool IsAnswer, [property: Id(2)] double Count);
