using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A silo as the cluster sees it. What a dead or silent silo does not tell is left out.</summary>
/// <param name="Address">The silo's address and generation.</param>
/// <param name="Name">The silo's name.</param>
/// <param name="Host">The name of the machine that it runs on.</param>
/// <param name="Status">Its status in the membership table, for example <c>Active</c> or <c>Dead</c>.</param>
/// <param name="StartedAt">When it joined the cluster.</param>
/// <param name="UptimeSeconds">How long it has served, in seconds; of one that does not answer, until it was last seen.</param>
/// <param name="CpuPercent">Its processor use, 0 to 100 over all cores; null when it did not answer.</param>
/// <param name="MemoryBytes">The memory of its process, in bytes; null when it did not answer.</param>
/// <param name="MemoryLimitBytes">The memory that it may use, in bytes; null when it did not answer.</param>
/// <param name="Activations">Its grain activations; null when it did not answer.</param>
/// <param name="Load">Its grain calls; null when it did not answer.</param>
/// <param name="History">Its last seconds, the oldest first.</param>
/// <param name="Roles">What it is there for: <c>api</c>, <c>index</c> and <c>embed</c>; empty until it has said so.</param>
/// <param name="Gpu">Whether it computes embeddings on a GPU.</param>
/// <param name="Damage">What it found damaged or can't read, a sentence each; empty for nothing.</param>
internal sealed record ClusterSiloResponse(
    string Address,
    string Name,
    string Host,
    string Status,
    DateTimeOffset StartedAt,
    double UptimeSeconds,
    double? CpuPercent,
    long? MemoryBytes,
    long? MemoryLimitBytes,
    int? Activations,
    LoadResponse? Load,
    MomentResponse[] History,
    string[] Roles,
    bool Gpu,
    string[] Damage
)
{
    /// <summary>The HTTP form of a silo. One that does not answer has served until it was last seen.</summary>
    internal static ClusterSiloResponse From(ClusterSilo silo) =>
        new(
            silo.Address,
            silo.Name,
            silo.Host,
            silo.Status,
            silo.StartedAt,
            Math.Round(silo.UptimeSeconds ?? Math.Max(0, (silo.SeenAt - silo.StartedAt).TotalSeconds), 1),
            silo.Usage is { } cpu ? Math.Round(cpu.CpuPercent, 1) : null,
            silo.Usage?.MemoryBytes,
            silo.Usage?.MemoryLimitBytes,
            silo.Usage?.ActivationCount,
            silo.Load is { } load ? LoadResponse.From(load) : null,
            [.. silo.History.Select(MomentResponse.From)],
            silo.Roles,
            silo.HasGpu,
            silo.Damage
        );
}
