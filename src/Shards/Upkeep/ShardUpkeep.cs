using RagCluster.Shards.Merging;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Upkeep;

/// <summary>
/// Brings a shard's head to disk and merges its files, one step at a time. A seal and the installation of a merge exclude each other, so
/// that each ends in one manifest; the merge itself, which may take minutes, excludes nothing.
/// </summary>
internal sealed class ShardUpkeep(ShardState state, ShardFolder folder, ShardOptions options)
{
    private readonly Lock _installing = new();
    private readonly List<string> _dropped = [];
    private HashSet<string> _files = [];
    private long _sealedPosition;

    /// <summary>Whether nothing was lost, or what was lost has been rebuilt.</summary>
    internal bool IsComplete { get; private set; } = true;

    /// <summary>Whether segments on disk are to be merged.</summary>
    internal bool IsMergeDue => ChooseSources().Length > 0;

    /// <summary>Begins with what the folder holds, and removes what is nobody's.</summary>
    internal void Load()
    {
        ShardManifest? manifest = folder.ReadManifest();
        if (manifest is not null && manifest.Dimensions != options.Dimensions)
            manifest = null;
        folder.Sweep(manifest);
        if (manifest is null)
            return;
        IsComplete = manifest.IsComplete;
        List<LiveSegment> segments = new(manifest.Segments.Length);
        foreach (ManifestSegment described in manifest.Segments)
        {
            try
            {
                segments.Add(folder.Open(described));
            }
            catch (ShardDamagedException)
            {
                NoteDropped(described.File);
                IsComplete = false;
            }
        }

        _files = [.. manifest.Segments.Select(segment => segment.File)];
        _sealedPosition = manifest.Position;
        state.Load(new ShardSnapshot(manifest.Position, manifest.Mark, [.. segments]));
    }

    /// <summary>Forgets what the folder holds: it belongs to another log.</summary>
    internal void Discard()
    {
        lock (_installing)
        {
            state.Load(ShardSnapshot.Empty);
            IsComplete = true;
            WriteManifest();
        }
    }

    /// <summary>Writes the head to disk; afterwards the state on disk is the live one as of the call.</summary>
    /// <exception cref="IOException">The disk failed; nothing has changed.</exception>
    internal void Seal(CancellationToken cancellationToken)
    {
        lock (_installing)
        {
            ShardSnapshot taken = state.TakeHead();
            LiveSegment[] head = [.. taken.Segments.Where(live => live.Segment.File is null)];
            if (head.Length == 0 && taken.Position == _sealedPosition)
                return;
            try
            {
                state.InstallSealed(taken, head.Length == 0 ? null : Write(head, ShardsMeter.Sealed, cancellationToken));
            }
            finally
            {
                state.GiveBack();
            }

            WriteManifest();
        }
    }

    /// <summary>Merges once.</summary>
    /// <returns>False when there was nothing to merge.</returns>
    /// <exception cref="IOException">The disk failed; nothing has changed.</exception>
    internal bool Merge(CancellationToken cancellationToken)
    {
        LiveSegment[] sources = ChooseSources();
        if (sources.Length == 0)
            return false;
        Segment? merged = sources.Sum(live => live.RowCount) == 0 ? null : Write(sources, ShardsMeter.Merged, cancellationToken);
        lock (_installing)
        {
            if (state.InstallMerged(sources, merged))
                WriteManifest();
            else if (merged is not null)
                folder.Remove(merged.File!.Name);
        }

        return true;
    }

    /// <summary>Drops a damaged segment. What was in it is missing until it is rebuilt.</summary>
    internal void Drop(string file)
    {
        lock (_installing)
        {
            if (!state.Drop(file))
                return;
            NoteDropped(file);
            IsComplete = false;
            WriteManifest();
        }
    }

    /// <summary>Notes that what was lost has been rebuilt.</summary>
    internal void Complete(CancellationToken cancellationToken)
    {
        lock (_installing)
        {
            Seal(cancellationToken);
            IsComplete = true;
            WriteManifest();
            _dropped.ForEach(folder.ReportRebuilt);
            _dropped.Clear();
        }
    }

    /// <summary>What is on disk.</summary>
    internal (ShardManifest Manifest, LiveSegment[] Segments) Describe()
    {
        ShardSnapshot durable = state.Durable;
        ManifestSegment[] segments = [.. durable.Segments.Select(ManifestSegment.Of)];
        return (
            new ShardManifest(folder.Lineage, options.Dimensions, durable.Position, durable.Mark, IsComplete, segments),
            durable.Segments
        );
    }

    private void NoteDropped(string file)
    {
        _dropped.Add(file);
        folder.ReportDropped(file);
    }

    private LiveSegment[] ChooseSources()
    {
        LiveSegment[] segments = state.Durable.Segments;
        return [.. options.Merging.Choose([.. segments.Select(SegmentSize.Of)]).Select(i => segments[i])];
    }

    private Segment Write(LiveSegment[] sources, Action<long> wrote, CancellationToken cancellationToken)
    {
        VectorShape shape = new(options.Dimensions, options.GraphRowsMin, options.HasVectorBits);
        Segment written = SegmentReading.Run(
            sources,
            () => folder.Write(sink => SegmentMerger.Merge(sources, shape, sink, cancellationToken))
        );
        RequireRight(sources, written);
        wrote(written.SizeBytes);
        return written;
    }

    // What changed on the disk before it was copied would have a right checksum ever after.
    private void RequireRight(LiveSegment[] sources, Segment written)
    {
        try
        {
            foreach (LiveSegment source in sources)
                source.Segment.File?.CheckAll();
        }
        catch (ShardDamagedException)
        {
            folder.Remove(written.File!.Name);
            throw;
        }
    }

    private void WriteManifest()
    {
        ShardManifest manifest = Describe().Manifest;
        folder.Write(manifest);
        HashSet<string> named = [.. manifest.Segments.Select(segment => segment.File)];
        foreach (string gone in _files.Except(named))
            folder.Remove(gone);
        _files = named;
        _sealedPosition = manifest.Position;
    }
}
