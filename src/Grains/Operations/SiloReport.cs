using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Grains.Operations;

/// <summary>What one silo said of itself; nulls for what it did not say in time.</summary>
internal sealed record SiloReport(SiloAddress Silo, SiloStatistics? Counted, SiloRuntimeStatistics? Runtime);
