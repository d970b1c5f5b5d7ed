using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards;

namespace RagCluster.Grains.Tests.Tuning;

/// <summary>
/// A snapshot whose search misses a share of twenty chunks that falls with the effort, and whose exact search misses none.
/// </summary>
/// <param name="misses">The share that it misses at the calibrated effort.</param>
internal sealed class LossySearcher(double misses) : IShardSearcher
{
    private static readonly ShardHit[] All =
    [
        .. Enumerable
            .Range(0, 20)
            .Select(i => new ShardHit(
                new Chunk(new ChunkId(new DocumentId("d"), 1, i), 0, 1, "x", [], null, null, 1),
                "",
                "",
                [],
                new LegScores(null, 1 - (i / 100.0))
            )),
    ];

    private readonly Random _random = new(8);
    private int _exactCount;

    public long Position => 1;

    public int DocumentCount => 1;

    public int ChunkCount => All.Length;

    public long SizeBytes => 1;

    public bool HasGraphs => true;

    /// <summary>Searches that were repeated.</summary>
    internal int ExactCount => Volatile.Read(ref _exactCount);

    /// <summary>Is done in each of them.</summary>
    internal Action<CancellationToken>? OnExact { get; init; }

    public TermStatistics GetStatistics(string query, AccessView? view = null) => throw new NotSupportedException();

    public ShardSearchResult Search(ShardQuery query, CancellationToken cancellationToken)
    {
        if (query.Exact)
        {
            Interlocked.Increment(ref _exactCount);
            OnExact?.Invoke(cancellationToken);
            return new ShardSearchResult([], All);
        }

        double missed = Math.Pow(misses, query.Effort);
        return new ShardSearchResult([], [.. All.Where(_ => _random.NextDouble() >= missed)]);
    }

    public Passage? FindChunk(ChunkId id) => null;

    public IReadOnlyList<Chunk> ListChunks(DocumentId document) => [];
}
