using System.Globalization;

namespace RagCluster.Grains.Topology;

/// <summary>What a silo says of itself to the others. Section <c>Cluster</c>: <c>RAG__Cluster__Roles</c> and so on.</summary>
public sealed class SiloTraits
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    internal const string RolesKey = "rag.roles";
    internal const string CapacityKey = "rag.capacity";
    internal const string GpuKey = "rag.gpu";

    /// <summary>What the silo is there for: <c>api</c>, <c>index</c>, <c>embed</c>, with commas between them.</summary>
    public SiloRoles Roles { get; set; } = SiloRoles.All;

    /// <summary>How much the silo can do compared with the others, above 0; its processors where it is not said.</summary>
    public double Capacity { get; set; } = Environment.ProcessorCount;

    /// <summary>Whether the silo computes embeddings on a GPU: then it gets them before the others.</summary>
    public bool Gpu { get; set; }

    /// <summary>
    /// How long a silo that ends goes on serving after it has said that it is not ready, so that balancers hear of it. Nothing where it is
    /// alone.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a silo that ends waits at most for others to take over its shards.</summary>
    public TimeSpan HandOverMax { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What is wrong with these settings, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Roles == SiloRoles.None)
            yield return "RAG__Cluster__Roles is empty: name at least one of api, index, embed.";
        if (Capacity is not (> 0 and <= 10_000))
            yield return $"RAG__Cluster__Capacity is {Capacity}: set it above 0 and up to 10000.";
        if (DrainDelay < TimeSpan.Zero || DrainDelay > TimeSpan.FromMinutes(10))
            yield return $"RAG__Cluster__DrainDelay is {DrainDelay}: set it between 00:00:00 and 00:10:00.";
        if (HandOverMax < TimeSpan.Zero || HandOverMax > TimeSpan.FromMinutes(10))
            yield return $"RAG__Cluster__HandOverMax is {HandOverMax}: set it between 00:00:00 and 00:10:00.";
    }

    /// <summary>The form in which the other silos get it.</summary>
    internal Dictionary<string, string> ToMetadata() =>
        new(StringComparer.Ordinal)
        {
            [RolesKey] = Roles.ToString(),
            [CapacityKey] = Capacity.ToString(CultureInfo.InvariantCulture),
            [GpuKey] = Gpu.ToString(),
        };

    /// <summary>A silo by what it says of itself; nothing is known yet where it has said nothing.</summary>
    internal static ClusterSilo Describe(string address, string name, IReadOnlyDictionary<string, string> metadata) =>
        new(
            address,
            name,
            Enum.TryParse(metadata.GetValueOrDefault(RolesKey), out SiloRoles roles) ? roles : SiloRoles.None,
            double.TryParse(metadata.GetValueOrDefault(CapacityKey), CultureInfo.InvariantCulture, out double capacity) && capacity > 0
                ? capacity
                : 1,
            bool.TryParse(metadata.GetValueOrDefault(GpuKey), out bool gpu) && gpu
        );
}
