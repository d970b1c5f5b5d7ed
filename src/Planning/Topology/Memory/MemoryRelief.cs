namespace RagCluster.Planning.Topology.Memory;

/// <summary>What a process takes of its memory while that is as full as it is.</summary>
/// <param name="Level">How full it is.</param>
/// <param name="CacheShare">The share of its caches' limits that they may use, above 0 up to 1.</param>
/// <param name="BatchShare">The share of a batch's usual tokens, above 0 up to 1.</param>
/// <param name="PausesIngest">Whether no further document is begun.</param>
public sealed record MemoryRelief(MemoryLevel Level, double CacheShare, double BatchShare, bool PausesIngest)
{
    /// <summary>What a level asks for.</summary>
    /// <param name="level">The level.</param>
    public static MemoryRelief Of(MemoryLevel level) =>
        level switch
        {
            MemoryLevel.Critical => new(level, 0.1, 0.25, true),
            MemoryLevel.Tight => new(level, 0.5, 0.5, false),
            _ => new(MemoryLevel.Roomy, 1, 1, false),
        };
}
