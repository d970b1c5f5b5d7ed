namespace RagCluster.Planning.Topology.Placement;

/// <summary>A place that can hold parts.</summary>
/// <param name="Id">Names it in the plan.</param>
/// <param name="Name">What is hashed: stays the same when the place restarts, so that it gets the same parts again.</param>
/// <param name="Capacity">How much it can hold compared with the others, above 0.</param>
public sealed record PlacementNode(string Id, string Name, double Capacity);
