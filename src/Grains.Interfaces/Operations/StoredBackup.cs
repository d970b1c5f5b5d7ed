namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>A backup as a list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds: full or configuration; null where its manifest can't be read.</param>
/// <param name="CreatedAt">The moment whose state it holds; null where its manifest can't be read.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Bytes of its parts.</param>
/// <param name="OwnBytes">Bytes of the parts that no earlier backup had.</param>
/// <param name="Encryption">How it is encrypted; null for not at all.</param>
/// <param name="Failure">Why it can't be read, or null.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StoredBackup")]
public sealed record StoredBackup(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Kind,
    [property: Id(2)] DateTimeOffset? CreatedAt,
    [property: Id(3)] long Rows,
    [property: Id(4)] long Bytes,
    [property: Id(5)] long OwnBytes,
    [property: Id(6)] string? Encryption,
    [property: Id(7)] string? Failure
);
