namespace RagCluster.Grains.Tests;

/// <summary>A cluster of one silo.</summary>
public sealed class GrainCluster : ProductCluster
{
    public GrainCluster()
        : base(1) { }
}
