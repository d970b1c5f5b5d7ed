using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A silo over HTTP. What a dead or silent silo does not tell is left out.</summary>
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
