namespace RagCluster.Planning.Topology.Scaling;

/// <summary>What a cluster bears now.</summary>
/// <param name="SiloCount">Silos that serve, at least 1.</param>
/// <param name="CpuShare">Mean share of the processors in use, 0 to 1.</param>
/// <param name="QueueDepth">Documents that wait for indexing.</param>
/// <param name="QueryP95">The 95th percentile of the queries' latency; zero without queries.</param>
/// <param name="MemoryShare">Mean share of their memory that the silos hold, 0 to 1.</param>
public sealed record ClusterLoad(int SiloCount, double CpuShare, long QueueDepth, TimeSpan QueryP95, double MemoryShare);
