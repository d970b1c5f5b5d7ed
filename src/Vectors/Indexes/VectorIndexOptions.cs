using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Indexes;

/// <summary>How an index is built.</summary>
public sealed record VectorIndexOptions
{
    /// <summary>How vectors are compared.</summary>
    public Metric Metric { get; init; } = Metric.Cosine;

    /// <summary>The most links of a node; memory is 4 bytes for each.</summary>
    public int Degree { get; init; } = 32;

    /// <summary>The beam that finds a new node's neighbours: more is a better graph and a longer build.</summary>
    public int BuildWidth { get; init; } = 80;

    /// <summary>How much nearer one neighbour must be to another to shadow it; 1 to 2. More keeps more links.</summary>
    public float Alpha { get; init; } = 1f;

    /// <summary>
    /// Whether rows have a bit for each dimension besides their codes (12 % more memory), by which comparing all rows, or those of a filter
    /// that lets many pass, leaves out most of them; see docs/vector-index.md.
    /// </summary>
    public VectorBits Bits { get; init; }

    /// <summary>The most threads of the build; any number gives the same index.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What the order of insertion is drawn from: the same rows, options and seed give the same bytes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Rows held back until the end of the build to learn which effort reaches which recall.</summary>
    public int CalibrationRows { get; init; } = 256;

    /// <summary>
    /// Told after each batch of rows how many have their links; null to tell nobody. The calibration at the end is not counted.
    /// </summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>The last layer has at most this many nodes: it is scanned. Tests make it small, to have many layers of few rows.</summary>
    internal int ScannedMax { get; init; } = 64;
}
