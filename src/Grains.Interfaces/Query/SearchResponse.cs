namespace RagCluster.Grains.Interfaces.Query;

/// <summary>The passages for a query.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Call">What is true of this call only.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SearchResponse")]
public sealed record SearchResponse([property: Id(0)] FoundPassages Found, [property: Id(1)] CallReport Call);
