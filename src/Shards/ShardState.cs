using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Files;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>
/// What a shard knows, twice: as readers see it now, and as it is on disk. Both are snapshots that are swapped as a whole under one lock,
/// which is held for as long as a batch takes to become a segment in memory and never while a file is written or merged. Invariants: the
/// state on disk holds only segments in files, and is exactly the log up to its position; the live state is exactly the log up to its own.
/// </summary>
internal sealed class ShardState(ShardOptions options)
{
    private readonly MergePolicy _headPolicy = options.Folder is null ? options.Merging : MergePolicy.Head;
    private readonly Lock _writer = new();

    // Being written to disk: not to be merged in memory meanwhile.
    private readonly HashSet<Segment> _leaving = [];

    // Damaged: what was merged or taken with them before they were dropped must not bring them back.
    private readonly HashSet<Segment> _dropped = [];
    private volatile ShardSnapshot _live = ShardSnapshot.Empty;
    private volatile ShardSnapshot _durable = ShardSnapshot.Empty;

    /// <summary>What readers see.</summary>
    internal ShardSnapshot Live => _live;

    /// <summary>What is on disk.</summary>
    internal ShardSnapshot Durable => _durable;

    /// <summary>Rows that are not on disk.</summary>
    internal int HeadRows => _live.Segments.Where(live => live.Segment.File is null).Sum(live => live.RowCount);

    /// <summary>Begins with what a folder holds.</summary>
    internal void Load(ShardSnapshot snapshot) => _live = _durable = snapshot;

    /// <summary>Applies records in log order; see <see cref="Shard.Apply(IReadOnlyList{ShardLogRecord})"/>.</summary>
    internal void Apply(IReadOnlyList<ShardLogRecord> records)
    {
        lock (_writer)
        {
            Dictionary<DocumentId, ShardLogRecord> latest = new();
            ShardSnapshot next = Collect(records, latest);
            if (next.Position != _live.Position)
                Publish(next, latest);
        }
    }

    /// <summary>Adds documents that the log holds at or before the position and the shard has lost.</summary>
    /// <param name="records">Their latest records.</param>
    internal void Restore(IReadOnlyList<ShardLogRecord> records)
    {
        lock (_writer)
            Publish(_live, records.ToDictionary(record => record.Document));
    }

    /// <summary>
    /// Begins to write the head to disk: what is returned is merged by nobody else until <see cref="InstallSealed"/> or
    /// <see cref="GiveBack"/>.
    /// </summary>
    internal ShardSnapshot TakeHead()
    {
        lock (_writer)
        {
            _leaving.UnionWith(_live.Segments.Where(live => live.Segment.File is null).Select(live => live.Segment));
            return _live;
        }
    }

    /// <summary>Gives the head back after it could not be written.</summary>
    internal void GiveBack()
    {
        lock (_writer)
            _leaving.Clear();
    }

    /// <summary>Puts the file that the head was written to in its place.</summary>
    /// <param name="taken">What <see cref="TakeHead"/> returned.</param>
    /// <param name="written">The file's segment; null when the head held no row.</param>
    internal void InstallSealed(ShardSnapshot taken, Segment? written)
    {
        LiveSegment[] head = [.. taken.Segments.Where(live => live.Segment.File is null)];
        lock (_writer)
        {
            LiveSegment[] files = [.. taken.Segments.Where(live => live.Segment.File is not null && !_dropped.Contains(live.Segment))];
            _leaving.Clear();
            _live = _live with { Segments = Replacement.Replace(_live.Segments, head, written) };
            _durable = taken with { Segments = written is null ? files : [.. files, LiveSegment.All(written)] };
        }
    }

    /// <summary>Puts a merged segment in the place of those that it was merged from.</summary>
    /// <param name="sources">The segments as they were merged.</param>
    /// <param name="merged">The segment; null when no row was left.</param>
    /// <returns>Whether it was done; not when one of them was dropped as damaged.</returns>
    internal bool InstallMerged(LiveSegment[] sources, Segment? merged)
    {
        lock (_writer)
        {
            if (sources.Any(source => _dropped.Contains(source.Segment)))
                return false;
            _live = _live with { Segments = Replacement.Replace(_live.Segments, sources, merged) };
            _durable = _durable with { Segments = Replacement.Replace(_durable.Segments, sources, merged) };
            return true;
        }
    }

    /// <summary>Drops a segment whose file is damaged.</summary>
    /// <returns>Whether it was there.</returns>
    internal bool Drop(string file)
    {
        lock (_writer)
        {
            LiveSegment[] lost = [.. _live.Segments.Concat(_durable.Segments).Where(live => live.Segment.File?.Name == file)];
            _dropped.UnionWith(lost.Select(live => live.Segment));
            _live = _live with { Segments = [.. _live.Segments.Except(lost)] };
            _durable = _durable with { Segments = [.. _durable.Segments.Except(lost)] };
            return lost.Length > 0;
        }
    }

    private ShardSnapshot Collect(IReadOnlyList<ShardLogRecord> records, Dictionary<DocumentId, ShardLogRecord> latest)
    {
        ShardSnapshot next = _live;
        foreach (ShardLogRecord record in records)
        {
            if (record.Sequence <= next.Position)
                continue;
            if (record.Sequence != next.Position + 1)
                throw new ArgumentException($"The log jumps from sequence {next.Position} to {record.Sequence}.", nameof(records));
            foreach (EmbeddedChunk chunk in record.Chunks)
                RequireFits(record, chunk);
            latest[record.Document] = record;
            next = next with { Position = record.Sequence, Mark = new LogMark(record.Document, record.Generation) };
        }

        return next;
    }

    private void RequireFits(ShardLogRecord record, EmbeddedChunk chunk)
    {
        if (chunk.Chunk.Id.Document != record.Document)
            throw new ArgumentException($"Chunk {chunk.Chunk.Id} does not belong to document {record.Document}.");
        if (options.Dimensions > 0 && chunk.Vector.Length > 0 && chunk.Vector.Length != options.Dimensions)
            throw new ArgumentException(
                $"The vector of chunk {chunk.Chunk.Id} has {chunk.Vector.Length} dimensions; the shard has {options.Dimensions}."
            );
    }

    private void Publish(ShardSnapshot next, Dictionary<DocumentId, ShardLogRecord> latest) =>
        _live = next with { Segments = SegmentReading.Run(_live.Segments, () => With(latest)) };

    private LiveSegment[] With(Dictionary<DocumentId, ShardLogRecord> latest)
    {
        List<LiveSegment> segments = new(_live.Segments.Length + 1);
        foreach (LiveSegment live in _live.Segments)
        {
            LiveSegment rest = live.Without([.. latest.Keys.Select(live.FindLive).OfType<int>()]);
            if (rest.RowCount > 0)
                segments.Add(rest);
        }

        ShardLogRecord[] added = [.. latest.Values.Where(record => !record.IsDeletion)];
        if (added.Length > 0)
            segments.Add(LiveSegment.All(SegmentBuilder.Build(added, options)));
        MergeHead(segments);
        return [.. segments];
    }

    private void MergeHead(List<LiveSegment> segments)
    {
        while (true)
        {
            LiveSegment[] head = [.. segments.Where(live => live.Segment.File is null && !_leaving.Contains(live.Segment))];
            LiveSegment[] chosen = [.. _headPolicy.Choose([.. head.Select(SegmentSize.Of)]).Select(i => head[i])];
            if (chosen.Length == 0)
                return;
            SectionImage image = new();
            SegmentMerger.Merge(chosen, VectorShape.Flat(options.Dimensions), image, CancellationToken.None);
            image.Trim();
            segments.RemoveAll(live => chosen.Contains(live));
            segments.Add(LiveSegment.All(new Segment(image)));
        }
    }
}
