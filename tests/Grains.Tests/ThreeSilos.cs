namespace RagCluster.Grains.Tests;

/// <summary>A cluster of three silos.</summary>
public sealed class ThreeSilos : ProductCluster
{
    public ThreeSilos()
        : base(3) { }
}
