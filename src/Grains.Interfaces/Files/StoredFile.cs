namespace RagCluster.Grains.Interfaces.Files;

/// <summary>What is known of a file that a client sent to be used later.</summary>
/// <param name="Id">Its id: <c>file-</c> and 128 random bits.</param>
/// <param name="Name">The name that it was sent under.</param>
/// <param name="Purpose">What it is for, in its sender's words.</param>
/// <param name="Bytes">Bytes of its content.</param>
/// <param name="CreatedAt">When it arrived.</param>
/// <param name="ExpiresAt">When it ends, or null.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StoredFile")]
public sealed record StoredFile(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Purpose,
    [property: Id(3)] long Bytes,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] DateTimeOffset? ExpiresAt
);
