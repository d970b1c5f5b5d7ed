namespace RagCluster.Retrieval.Vectors;

/// <summary>What a peer has to do.</summary>
/// <param name="Set">The data.</param>
/// <param name="SetName">What the data is called in the figures.</param>
/// <param name="Targets">The recalls to reach.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record PeerTask(JudgedSet Set, string SetName, IReadOnlyList<double> Targets, TimeSpan Limit);
