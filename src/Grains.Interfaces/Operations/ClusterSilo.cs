namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>A silo as the cluster sees it.</summary>
/// <param name="Address">Its address with its generation.</param>
/// <param name="Name">Its name.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Status">Its status in the membership table.</param>
/// <param name="StartedAt">When it joined.</param>
/// <param name="SeenAt">When it last said that it is alive.</param>
/// <param name="Usage">Processor and memory; null when it did not answer.</param>
/// <param name="Load">Its calls; null when it did not answer.</param>
/// <param name="History">Its last seconds, oldest first.</param>
/// <param name="Roles">What it is there for: <c>api</c>, <c>index</c>, <c>embed</c>; empty until it has said it.</param>
/// <param name="HasGpu">Whether it computes embeddings on a GPU.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ClusterSilo")]
public sealed record ClusterSilo(
    [property: Id(0)] string Address,
    [property: Id(1)] string Name,
    [property: Id(2)] string Host,
    [property: Id(3)] string Status,
    [property: Id(4)] DateTimeOffset StartedAt,
    [property: Id(5)] DateTimeOffset SeenAt,
    [property: Id(6)] SiloUsage? Usage,
    [property: Id(7)] CallLoad? Load,
    [property: Id(8)] SiloMoment[] History,
    [property: Id(9)] string[] Roles,
    [property: Id(10)] bool HasGpu
)
{
    /// <summary>What it found damaged, or can't read, one sentence each.</summary>
    [Id(11)]
    public string[] Damage { get; init; } = [];

    /// <summary>How long it has served, by its own monotonic clock; null when it did not answer.</summary>
    [Id(12)]
    public double? UptimeSeconds { get; init; }
}
