namespace RagCluster.Grains.Tests.Tuning;

/// <summary>A silo that tunes its search effort.</summary>
public sealed class TuningSilo : ProductCluster
{
    public TuningSilo()
        : base(1) { }

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Query:TuneSearchEffort"] = "true" };
}
