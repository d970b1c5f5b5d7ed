namespace RagCluster.Grains.Interfaces.Query;

/// <summary>The passages of a search, or those that an answer is looked for in.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Call">What is true of this call only, as far as it is known by now.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PassagesFound")]
public sealed record PassagesFound([property: Id(0)] FoundPassages Found, [property: Id(1)] CallReport Call) : QueryEvent;
