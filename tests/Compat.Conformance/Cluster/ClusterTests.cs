namespace RagCluster.Compat.Conformance.Cluster;

/// <summary>Tests that share one cluster.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterTests : ICollectionFixture<ClusterFixture>
{
    public const string Name = "one silo";
}
