namespace RagCluster.Corpus.Damage;

/// <summary>Stored bytes that were not those that had been written.</summary>
/// <param name="Kind">What is damaged, for example <c>segment</c>, <c>content</c> or <c>document</c>.</param>
/// <param name="What">Names it, for people.</param>
/// <param name="IsRepaired">Whether it is as it was, or is made again without anybody's help.</param>
/// <param name="Outcome">What was done, or what is to be done.</param>
/// <param name="FoundAt">When it was found last.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.DamageFinding")]
public sealed record DamageFinding(
    [property: Id(0)] string Kind,
    [property: Id(1)] string What,
    [property: Id(2)] bool IsRepaired,
    [property: Id(3)] string Outcome,
    [property: Id(4)] DateTimeOffset FoundAt
);
