namespace RagCluster.Grains.Interfaces.Query;

/// <summary>The passages that the answer is looked for in.</summary>
/// <param name="Search">The passages.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PassagesFound")]
public sealed record PassagesFound([property: Id(0)] SearchResponse Search) : AskEvent;
