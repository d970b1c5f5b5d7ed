namespace Orleans.Runtime;

/// <summary>What the management grain wants of a silo.</summary>
[GenerateSerializer]
internal sealed class SiloQuestion
{
    [Id(0)]
    public bool CollectsGarbage { get; set; }

    [Id(1)]
    public TimeSpan? CollectsIdleAfter { get; set; }

    [Id(2)]
    public bool WantsDetails { get; set; }

    /// <summary>Only classes of these names; null for all.</summary>
    [Id(3)]
    public string[]? GrainTypes { get; set; }

    /// <summary>Only this grain; the default for all.</summary>
    [Id(4)]
    public GrainId Grain { get; set; }
}
