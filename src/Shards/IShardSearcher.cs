using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Shards;

/// <summary>
/// A shard as it stood at one log position. Never changes; safe for concurrent use, also while the shard applies records.
/// </summary>
public interface IShardSearcher
{
    /// <summary>The last log sequence that it includes; 0 for an empty log.</summary>
    long Position { get; }

    /// <summary>Live documents.</summary>
    int DocumentCount { get; }

    /// <summary>Live chunks.</summary>
    int ChunkCount { get; }

    /// <summary>Memory that vectors, postings and chunk texts take, in bytes; what merging has not yet thrown away included.</summary>
    long SizeBytes { get; }

    /// <summary>Whether a search by vectors may go through a graph, which can miss a near one.</summary>
    bool HasGraphs { get; }

    /// <summary>
    /// This shard's part of the statistics that BM25 needs; the caller sums the parts of all shards with <see cref="TermStatistics.Sum"/>.
    /// </summary>
    /// <param name="query">The query's text.</param>
    /// <param name="view">What is counted: the documents that a caller sees; null for all.</param>
    TermStatistics GetStatistics(string query, AccessView? view = null);

    /// <summary>Searches.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Observed between terms and every few thousand rows.</param>
    /// <exception cref="ArgumentException">The limit, the recall or the effort is out of range, or the vector has another number of
    /// dimensions than the shard.</exception>
    ShardSearchResult Search(ShardQuery query, CancellationToken cancellationToken);

    /// <summary>A chunk by its id, without scores; null when it is not (or no longer) there.</summary>
    /// <param name="id">The id.</param>
    Passage? FindChunk(ChunkId id);

    /// <summary>The chunks of a document in their order; empty when the document is not there.</summary>
    /// <param name="document">The document.</param>
    IReadOnlyList<Chunk> ListChunks(DocumentId document);
}
