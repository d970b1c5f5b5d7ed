namespace RagCluster.Planning.Queries.Superposition.Plans;

/// <summary>A step of a plan.</summary>
/// <param name="Name">Its name; plans that name it alike share its latency.</param>
/// <param name="Prior">Its expected latency before anything was observed.</param>
/// <param name="After">The steps that must be done first.</param>
public sealed record TaskStage(string Name, TimeSpan Prior, params string[] After);
