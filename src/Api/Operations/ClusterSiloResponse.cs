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
    bool Gpu
)
{
    /// <summary>The HTTP form of a silo.</summary>
    internal static ClusterSiloResponse From(ClusterSilo silo, DateTimeOffset now) =>
        new(
            silo.Address,
            silo.Name,
            silo.Host,
            silo.Status,
            silo.StartedAt,
            Math.Round((now - silo.StartedAt).TotalSeconds, 1),
            silo.Usage is { } cpu ? Math.Round(cpu.CpuPercent, 1) : null,
            silo.Usage?.MemoryBytes,
            silo.Usage?.MemoryLimitBytes,
            silo.Usage?.ActivationCount,
            silo.Load is { } load ? LoadResponse.From(load) : null,
            [.. silo.History.Select(MomentResponse.From)],
            silo.Roles,
            silo.HasGpu
        );
}
