using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>
/// One shard in memory, log-structured: a batch of records becomes an immutable segment, deletions become new bitmaps over old segments, and
/// small segments are merged into larger ones. Readers hold a snapshot that is swapped as a whole, so they see a document's old version or its
/// new one, never both or neither, and never wait for a writer. One writer at a time (others wait), any number of readers.
/// </summary>
public sealed class Shard
{
    private readonly Lock _writer = new();
    private readonly int _dimensions;
    private volatile ShardSnapshot _snapshot = ShardSnapshot.Empty;

    /// <summary>Creates an empty shard at position 0.</summary>
    /// <param name="options">What it is told at its start.</param>
    public Shard(ShardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Dimensions);
        _dimensions = options.Dimensions;
    }

    /// <summary>The sequence of the last applied record; 0 before the first.</summary>
    public long Position => _snapshot.Position;

    /// <summary>Segments that a search reads now: a measure of pending merges.</summary>
    public int SegmentCount => _snapshot.Segments.Length;

    /// <summary>Applies one record; see <see cref="Apply(IReadOnlyList{ShardLogRecord})"/>.</summary>
    /// <param name="record">The record.</param>
    public void Apply(ShardLogRecord record) => Apply([record]);

    /// <summary>
    /// Applies records in log order and publishes them in one step. Records at or before <see cref="Position"/> are ignored. A document's chunks
    /// replace all its earlier ones; a record without chunks deletes it.
    /// </summary>
    /// <param name="records">Consecutive records; the first new one follows <see cref="Position"/>.</param>
    /// <exception cref="ArgumentException">A sequence is missing, a chunk belongs to another document, or a vector has another number of dimensions than the shard (none is allowed: the chunk is then found by its words alone). Nothing was applied.</exception>
    public void Apply(IReadOnlyList<ShardLogRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        lock (_writer)
        {
            ShardSnapshot current = _snapshot;
            var latest = new Dictionary<DocumentId, ShardLogRecord>();
            long position = CollectLatest(records, current.Position, latest);
            if (position == current.Position)
                return;

            var segments = new List<LiveSegment>(current.Segments.Length + 1);
            foreach (LiveSegment live in current.Segments)
            {
                LiveSegment rest = live.Without([.. latest.Keys.Select(live.FindLive).OfType<SegmentDocument>()]);
                if (rest.RowCount > 0)
                    segments.Add(rest);
            }

            ShardLogRecord[] added = [.. latest.Values.Where(record => !record.IsDeletion)];
            if (added.Length > 0)
                segments.Add(LiveSegment.All(SegmentBuilder.Build(added, _dimensions)));
            _snapshot = new ShardSnapshot(position, [.. segments]);
            MergeSegments();
        }
    }

    /// <summary>The shard as it stands now.</summary>
    public IShardSearcher Searcher() => new ShardSearcher(_snapshot, _dimensions);

    private long CollectLatest(IReadOnlyList<ShardLogRecord> records, long position, Dictionary<DocumentId, ShardLogRecord> latest)
    {
        foreach (ShardLogRecord record in records)
        {
            if (record.Sequence <= position)
                continue;
            if (record.Sequence != position + 1)
                throw new ArgumentException($"The log jumps from sequence {position} to {record.Sequence}.", nameof(records));
            foreach (EmbeddedChunk chunk in record.Chunks)
                RequireFits(record, chunk);
            latest[record.Document] = record;
            position = record.Sequence;
        }

        return position;
    }

    private void RequireFits(ShardLogRecord record, EmbeddedChunk chunk)
    {
        if (chunk.Chunk.Id.Document != record.Document)
            throw new ArgumentException($"Chunk {chunk.Chunk.Id} does not belong to document {record.Document}.");
        if (_dimensions > 0 && chunk.Vector.Length > 0 && chunk.Vector.Length != _dimensions)
            throw new ArgumentException($"The vector of chunk {chunk.Chunk.Id} has {chunk.Vector.Length} dimensions; the shard has {_dimensions}.");
    }

    private void MergeSegments()
    {
        while (true)
        {
            LiveSegment[] segments = _snapshot.Segments;
            int[] chosen = MergePolicy.Choose([.. segments.Select(live => new SegmentSize(live.RowCount, live.Segment.RowCount))]);
            if (chosen.Length == 0)
                return;
            LiveSegment merged = SegmentMerger.Merge([.. chosen.Select(i => segments[i])], _dimensions);
            _snapshot = _snapshot with { Segments = [.. segments.Where((_, i) => !chosen.Contains(i)), merged] };
        }
    }
}
