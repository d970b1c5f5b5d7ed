using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Shards;

/// <summary>What one shard is asked.</summary>
public sealed record ShardQuery
{
    /// <summary>The most hits that a leg may be asked for.</summary>
    public const int LimitMax = 1000;

    /// <summary>
    /// One chunk in fifty may be missed, which the other leg often has; more costs a search about as much again for each half of what is
    /// missed.
    /// </summary>
    public const double DefaultRecall = 0.98;

    /// <summary>The query's text, for BM25; may be empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The query's embedding; any length other than 0 is scaled to 1. Null for none.</summary>
    public float[]? Vector { get; init; }

    /// <summary>Hits of each leg, 1 to <see cref="LimitMax"/>.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Which documents may answer; null for all. Applied before ranking.</summary>
    public MetadataFilter? Filter { get; init; }

    /// <summary>The only documents that may answer; null for all. Applied before ranking.</summary>
    public IReadOnlyList<DocumentId>? Documents { get; init; }

    /// <summary>
    /// What the caller sees; null for everything. Other documents are as if they were not there: neither a hit nor a part of this shard's
    /// own statistics.
    /// </summary>
    public AccessView? View { get; init; }

    /// <summary>Statistics summed over all shards of the collection; null for this shard's own.</summary>
    public TermStatistics? Statistics { get; init; }

    /// <summary>Whether to run the BM25 leg.</summary>
    public bool UseBm25 { get; init; } = true;

    /// <summary>Whether to run the vector leg; without a <see cref="Vector"/> it finds nothing.</summary>
    public bool UseVectors { get; init; } = true;

    /// <summary>Whether every vector must be compared, so that the answer is the same for any number of shards and segments.</summary>
    public bool Exact { get; init; }

    /// <summary>
    /// The share of the true nearest chunks that the vector leg is to find where it goes through a graph, above 0 and at most 1.
    /// </summary>
    public double Recall { get; init; } = DefaultRecall;

    /// <summary>
    /// By what the effort that was calibrated for <see cref="Recall"/> is multiplied where the vector leg goes through a graph, above 0. An
    /// exact search does not know it.
    /// </summary>
    public double Effort { get; init; } = 1;
}
