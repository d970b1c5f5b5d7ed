using RagCluster.Planning.Topology.Memory;

namespace RagCluster.Grains.Memory;

/// <summary>When this silo gives memory back. Section <c>Memory</c>: <c>RAG__Memory__TightShare</c> and so on.</summary>
public sealed class MemoryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Memory";

    private static readonly MemoryTargets Defaults = new();

    /// <summary>The share of its memory from which caches and batches shrink, above 0; above 1 for never.</summary>
    public double TightShare { get; set; } = Defaults.TightShare;

    /// <summary>The share from which ingest pauses too, not below the other; above 1 for never.</summary>
    public double CriticalShare { get; set; } = Defaults.CriticalShare;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (!(TightShare > 0))
            yield return FormattableString.Invariant($"RAG__Memory__TightShare is {TightShare}: set a share above 0, for example 0.85.");
        if (!(CriticalShare >= TightShare))
        {
            yield return FormattableString.Invariant(
                $"RAG__Memory__CriticalShare is {CriticalShare} and RAG__Memory__TightShare {TightShare}: set it no lower."
            );
        }
    }
}
