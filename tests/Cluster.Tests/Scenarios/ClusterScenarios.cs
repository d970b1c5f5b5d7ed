namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>Tests that start several processes, one test after the other so that they don't slow each other down.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterScenarios
{
    /// <summary>The name.</summary>
    public const string Name = "cluster scenarios";
}
