namespace RagCluster.Planning.Topology.Partitions;

/// <summary>What a silo says of its connections to the others.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="Unreachable">The addresses of the silos that it has not reached for some seconds.</param>
public sealed record PeerReport(string Silo, IReadOnlyList<string> Unreachable);
