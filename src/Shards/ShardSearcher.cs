using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards.Segments;
using RagCluster.Vectors.Distances;

namespace RagCluster.Shards;

/// <summary>Answers from one snapshot.</summary>
internal sealed class ShardSearcher(ShardSnapshot snapshot, int dimensions) : IShardSearcher
{
    private static readonly Bm25Options Bm25 = new();

    /// <inheritdoc/>
    public long Position => snapshot.Position;

    /// <inheritdoc/>
    public int DocumentCount => snapshot.Segments.Sum(live => live.DocumentCount);

    /// <inheritdoc/>
    public int ChunkCount => snapshot.Segments.Sum(live => live.RowCount);

    /// <inheritdoc/>
    public TermStatistics GetStatistics(string query) => Count(QueryTerms.Read(query));

    /// <inheritdoc/>
    public ShardSearchResult Search(ShardQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, ShardQuery.LimitMax);
        float[]? vector = query.UseVectors && dimensions > 0 ? ToUnitLength(query.Vector) : null;
        Bm25Query? bm25 = null;
        if (query.UseBm25)
        {
            QueryTerm[] terms = QueryTerms.Read(query.Text);
            bm25 = new Bm25Query(terms, query.Statistics ?? Count(terms), Bm25);
        }

        return new ShardSearch(snapshot, query, vector, bm25, cancellationToken).Run();
    }

    /// <inheritdoc/>
    public Passage? FindChunk(ChunkId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        SegmentDocument? document = Find(id.Document);
        Chunk? chunk = document?.Chunks.FirstOrDefault(chunk => chunk.Id == id);
        return chunk is null ? null : new Passage(chunk, document!.Title, document.Uri, document.Metadata, 0, new PassageScores(null, null, null));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Chunk> ListChunks(DocumentId document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Find(document)?.Chunks ?? [];
    }

    private SegmentDocument? Find(DocumentId id) => snapshot.Segments.Select(live => live.FindLive(id)).FirstOrDefault(found => found is not null);

    private TermStatistics Count(QueryTerm[] terms)
    {
        var frequencies = new Dictionary<string, long>(terms.Length, StringComparer.Ordinal);
        foreach (QueryTerm term in terms)
        {
            long holding = 0;
            foreach (LiveSegment live in snapshot.Segments)
            {
                if (live.Segment.Terms.Terms.Find(term.Term) is { } ordinal)
                    holding += live.Segment.Terms.CountIn(ordinal, live.LiveRows);
            }

            frequencies[term.Term] = holding;
        }

        return new TermStatistics { RowCount = ChunkCount, TotalLength = snapshot.Segments.Sum(live => live.TotalLength), DocumentFrequencies = frequencies };
    }

    private float[]? ToUnitLength(float[]? vector)
    {
        if (vector is null || vector.Length == 0)
            return null;
        if (vector.Length != dimensions)
            throw new ArgumentException($"The query's vector has {vector.Length} dimensions; the shard has {dimensions}.", nameof(vector));
        float[] unit = [.. vector];
        VectorMath.Normalize(unit);
        return unit.AsSpan().ContainsAnyExcept(0f) ? unit : null;
    }
}
