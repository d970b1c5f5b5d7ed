using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;
using RagCluster.Shards.Merging;
using RagCluster.Vectors.Indexes;

namespace RagCluster.Shards;

/// <summary>What a shard is told at its start.</summary>
/// <param name="Dimensions">Values of every vector; 0 for a shard without vectors.</param>
public sealed record ShardOptions(int Dimensions)
{
    /// <summary>Where the shard keeps its segments; null to keep them in memory.</summary>
    public ShardFolderOptions? Folder { get; init; }

    /// <summary>
    /// Rows of the head before it is written to disk: some 40 MB with vectors and texts, and about a second of replay after a crash.
    /// </summary>
    public int HeadRowsMax { get; init; } = 8192;

    /// <summary>
    /// How long a record may stay in the head before it is written to disk, so that a quiet shard opens without replay too.
    /// </summary>
    public TimeSpan HeadAgeMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the shard writes and merges segments by itself beside the caller; if not, the caller asks for each step.</summary>
    public bool MaintainsItself { get; init; } = true;

    /// <summary>
    /// Rows from which on a file gets a graph over its vectors: also a full head's. On 20,000 rows of 384 dimensions a search took 0.2 ms
    /// of a busy processor with graphs and 3.9 ms without; a graph costs the file's writing some 0.2 ms a row.
    /// </summary>
    public int GraphRowsMin { get; init; } = 4096;

    /// <summary>
    /// Whether vectors of a file with a graph have a bit for each dimension besides their codes in any case; see
    /// <see cref="VectorIndexOptions.Bits"/>. If not, they have them where they pay. Files written with the other choice stay as they are
    /// until they are merged.
    /// </summary>
    public bool HasVectorBits { get; init; }

    /// <summary>
    /// Makes terms of texts and of queries. The same for as long as the shard has a segment: one made by other rules holds other terms.
    /// </summary>
    public TextAnalyzer Analyzer { get; init; } = TextAnalyzer.Default;

    /// <summary>
    /// How often a term of each field counts. The title stands in every chunk of its document, and so does a heading: both are indexed with
    /// the chunk. Fixed like <see cref="Analyzer"/>.
    /// </summary>
    public FieldBoosts Boosts { get; init; } = FieldBoosts.Even;

    /// <summary>Which files are merged.</summary>
    internal MergePolicy Merging { get; init; } = MergePolicy.Disk;

    /// <summary>The clock of <see cref="HeadAgeMax"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
