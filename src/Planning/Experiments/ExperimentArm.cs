namespace RagCluster.Planning.Experiments;

/// <summary>One of the ways that an experiment compares.</summary>
/// <param name="Name">Its name within the experiment.</param>
/// <param name="Share">Its share of the units, above 0; the shares of all arms add up to 1.</param>
public sealed record ExperimentArm(string Name, double Share);
