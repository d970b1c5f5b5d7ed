namespace RagCluster.Grains.Tests;

/// <summary>A cluster of two silos.</summary>
public sealed class TwoSilos : ProductCluster
{
    public TwoSilos()
        : base(2) { }
}
