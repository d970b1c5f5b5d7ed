using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards.Filtering;
using RagCluster.Shards.Segments;
using RagCluster.Vectors.Distances;

namespace RagCluster.Shards;

/// <summary>Answers from one snapshot.</summary>
internal sealed class ShardSearcher(ShardSnapshot snapshot, ShardOptions options) : IShardSearcher
{
    private static readonly Bm25Options Bm25 = new();

    /// <inheritdoc/>
    public long Position => snapshot.Position;

    /// <inheritdoc/>
    public int DocumentCount => snapshot.Segments.Sum(live => live.Counts.Documents);

    /// <inheritdoc/>
    public int ChunkCount => snapshot.Segments.Sum(live => live.RowCount);

    /// <inheritdoc/>
    public long SizeBytes => snapshot.Segments.Sum(live => live.Segment.SizeBytes);

    /// <inheritdoc/>
    public bool HasGraphs => SegmentReading.Run(snapshot.Segments, () => snapshot.Segments.Any(live => live.Segment.Graph is not null));

    /// <inheritdoc/>
    public TermStatistics GetStatistics(string query, AccessView? view = null) =>
        SegmentReading.Run(
            snapshot.Segments,
            () => VisibleRows.Count(VisibleRows.Of(snapshot, view), ParsedQuery.Read(query, options.Analyzer).Terms)
        );

    /// <inheritdoc/>
    public ShardSearchResult Search(ShardQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, ShardQuery.LimitMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Recall);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Recall, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Effort);
        float[]? vector = query.UseVectors && options.Dimensions > 0 ? ToUnitLength(query.Vector) : null;
        // What is read lies in mappings, which are kept meanwhile.
        return SegmentReading.Run(snapshot.Segments, () => Search(query, vector, cancellationToken));
    }

    /// <inheritdoc/>
    public Passage? FindChunk(ChunkId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return SegmentReading.Run(snapshot.Segments, () => ReadChunk(id));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Chunk> ListChunks(DocumentId document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return SegmentReading.Run<Chunk[]>(
            snapshot.Segments,
            () => Find(document) is var (segment, place) ? [.. segment.ChunksOf(place)] : []
        );
    }

    private ShardSearchResult Search(ShardQuery query, float[]? vector, CancellationToken cancellationToken)
    {
        VisibleRows[] visible = VisibleRows.Of(snapshot, query.View);
        Bm25Query? bm25 = null;
        if (query.UseBm25)
        {
            ParsedQuery parsed = ParsedQuery.Read(query.Text, options.Analyzer);
            bm25 = new Bm25Query(parsed.Terms, query.Statistics ?? VisibleRows.Count(visible, parsed.Terms), Bm25)
            {
                Phrases = parsed.Phrases,
            };
        }

        return new ShardSearch(visible, query, vector, bm25, cancellationToken).Run();
    }

    private Passage? ReadChunk(ChunkId id)
    {
        if (Find(id.Document) is not var (segment, place))
            return null;
        Chunk? chunk = segment.ChunksOf(place).FirstOrDefault(chunk => chunk.Id == id);
        SegmentDocument document = segment.Documents.Read(place);
        return chunk is null
            ? null
            : new Passage(chunk, document.Title, document.Uri, document.Metadata, 0, new PassageScores(null, null, null));
    }

    private (Segment Segment, int Document)? Find(DocumentId id)
    {
        foreach (LiveSegment live in snapshot.Segments)
        {
            if (live.FindLive(id) is { } document)
                return (live.Segment, document);
        }

        return null;
    }

    private float[]? ToUnitLength(float[]? vector)
    {
        if (vector is null || vector.Length == 0)
            return null;
        if (vector.Length != options.Dimensions)
            throw new ArgumentException(
                $"The query's vector has {vector.Length} dimensions; the shard has {options.Dimensions}.",
                nameof(vector)
            );
        float[] unit = [.. vector];
        VectorMath.Normalize(unit);
        return unit.AsSpan().ContainsAnyExcept(0f) ? unit : null;
    }
}
