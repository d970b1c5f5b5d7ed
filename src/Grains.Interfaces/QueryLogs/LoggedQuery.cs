namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>A search or a question as the query log keeps it.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Subject">Who asked: a principal, for example <c>local:ada</c>; null for nobody who is known.</param>
/// <param name="Collection">The name of the collection that was asked.</param>
/// <param name="Query">What was asked, word by word.</param>
/// <param name="Ending">What came of it.</param>
/// <param name="Passages">How many passages were found.</param>
/// <param name="TookMs">How long it took, in milliseconds.</param>
/// <param name="Cached">The cache that answered: <c>L1</c>, <c>L2</c>, <c>L3</c> or <c>semantic</c>; null for none.</param>
/// <param name="TraceId">The request's trace; null where traces are sent nowhere.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.LoggedQuery")]
public sealed record LoggedQuery(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string? Subject,
    [property: Id(2)] string Collection,
    [property: Id(3)] string Query,
    [property: Id(4)] QueryEnding Ending,
    [property: Id(5)] int Passages,
    [property: Id(6)] double TookMs,
    [property: Id(7)] string? Cached,
    [property: Id(8)] string? TraceId
);
