namespace RagCluster.Grains.Tests.Caching;

/// <summary>One silo where near questions share answers.</summary>
public sealed class SemanticSilo : ProductCluster
{
    public SemanticSilo()
        : base(1) { }

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Cache:SemanticThreshold"] = "0.8" };
}
