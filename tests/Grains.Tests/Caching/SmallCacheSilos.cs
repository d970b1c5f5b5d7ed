namespace RagCluster.Grains.Tests.Caching;

/// <summary>
/// Two silos whose tiers are so small that entries move between them all the time, and whose near questions share answers.
/// </summary>
public sealed class SmallCacheSilos : ProductCluster
{
    public SmallCacheSilos()
        : base(2) { }

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["Cache:L1Entries"] = "8",
            ["Cache:L2Entries"] = "64",
            ["Cache:L3Entries"] = "256",
            ["Cache:EvictionPolicy"] = "Lru",
            ["Cache:SemanticThreshold"] = "0.8",
        };
}
