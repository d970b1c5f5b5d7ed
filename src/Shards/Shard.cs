using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Files;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Segments;
using RagCluster.Shards.Upkeep;

namespace RagCluster.Shards;

/// <summary>
/// One shard, log-structured. A batch of records becomes an immutable segment in memory; together these are the head. A full head is
/// written to a file, files are merged into larger ones, and a manifest names the files that hold the log up to a position: what comes
/// after it is in the log alone, which is the only write-ahead log there is. Deletions become new bitmaps over old segments. Readers hold a
/// snapshot that is swapped as a whole, so they see a document's old version or its new one, never both or neither, and never wait for a
/// writer. One writer at a time (others wait), any number of readers.
/// </summary>
public sealed class Shard : IAsyncDisposable
{
    private readonly ShardOptions _options;
    private readonly ShardState _state;
    private readonly ShardUpkeep? _upkeep;
    private readonly UpkeepLoop? _sealing;
    private readonly UpkeepLoop? _merging;
    private long _headBegan;

    /// <summary>Opens a shard: empty in memory, or as its folder holds it.</summary>
    /// <param name="options">What it is told at its start.</param>
    /// <exception cref="IOException">The folder can't be read or written.</exception>
    public Shard(ShardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Dimensions);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeadRowsMax, 1);
        _options = options;
        _state = new ShardState(options);
        _headBegan = options.Time.GetTimestamp();
        if (options.Folder is null)
            return;
        _upkeep = new ShardUpkeep(_state, new ShardFolder(options.Folder), options);
        _sealing = new UpkeepLoop(() => IsSealDue, Seal, OnFailure, options.Time);
        _merging = new UpkeepLoop(() => _upkeep.IsMergeDue, token => Merge(token), OnFailure, options.Time);
        _upkeep.Load();
        Maintain();
    }

    /// <summary>The sequence of the last applied record; 0 before the first.</summary>
    public long Position => _state.Live.Position;

    /// <summary>The sequence up to which the log is in files; what follows is replayed when the shard is opened again.</summary>
    public long DurablePosition => _state.Durable.Position;

    /// <summary>What the log held at <see cref="Position"/>; null before the first record.</summary>
    public LogMark? Mark => _state.Live.Mark;

    /// <summary>Segments that a search reads now: a measure of pending merges.</summary>
    public int SegmentCount => _state.Live.Segments.Length;

    /// <summary>Whether a damaged segment was dropped, so that documents are missing until <see cref="ShardRepair"/> has run.</summary>
    public bool NeedsRepair => _upkeep is { IsComplete: false };

    /// <summary>The last failure of the disk under the upkeep; null while there was none. It is tried again.</summary>
    public IOException? LastFailure { get; private set; }

    private bool IsSealDue
    {
        get
        {
            int rows = _state.HeadRows;
            return rows >= _options.HeadRowsMax
                || (rows > 0 && _options.Time.GetElapsedTime(Volatile.Read(ref _headBegan)) >= _options.HeadAgeMax);
        }
    }

    /// <summary>Whether a folder holds a shard.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ShardManifest.FileName));

    /// <summary>Applies one record; see <see cref="Apply(IReadOnlyList{ShardLogRecord})"/>.</summary>
    /// <param name="record">The record.</param>
    public void Apply(ShardLogRecord record) => Apply([record]);

    /// <summary>
    /// Applies records in log order and publishes them in one step. Records at or before <see cref="Position"/> are ignored. A document's
    /// chunks replace all its earlier ones; a record without chunks deletes it.
    /// </summary>
    /// <param name="records">Consecutive records; the first new one follows <see cref="Position"/>.</param>
    /// <exception cref="ArgumentException">A sequence is missing, a chunk belongs to another document, or a vector has another number of
    /// dimensions than the shard (none is allowed: the chunk is then found by its words alone). Nothing was applied.</exception>
    /// <exception cref="ShardDamagedException">A segment is damaged. Nothing was applied; <see cref="Drop"/> it and repair the
    /// shard.</exception>
    public void Apply(IReadOnlyList<ShardLogRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        _state.Apply(records);
        Maintain();
    }

    /// <summary>
    /// Begins the upkeep that is due. Called by <see cref="Apply(IReadOnlyList{ShardLogRecord})"/>; a caller's timer may, so that a quiet
    /// shard is written too.
    /// </summary>
    public void Maintain()
    {
        if (!_options.MaintainsItself)
            return;
        _sealing?.Kick();
        _merging?.Kick();
    }

    /// <summary>Returns when the head has room: at once, or after it has been written where the log comes faster than the disk.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HaveRoomAsync(CancellationToken cancellationToken)
    {
        if (_sealing is not null && _state.HeadRows >= 4L * _options.HeadRowsMax)
            await _sealing.Running.WaitAsync(cancellationToken);
    }

    /// <summary>Returns when no upkeep runs.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task IdleAsync(CancellationToken cancellationToken)
    {
        while (_sealing is { Running.IsCompleted: false } || _merging is { Running.IsCompleted: false })
            await Task.WhenAll(_sealing!.Running, _merging!.Running).WaitAsync(cancellationToken);
    }

    /// <summary>Writes the head to disk. Does nothing for a shard in memory.</summary>
    /// <param name="cancellationToken">Ends it; nothing has changed then.</param>
    /// <exception cref="IOException">The disk failed; nothing has changed.</exception>
    public void Seal(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _headBegan, _options.Time.GetTimestamp());
        _upkeep?.Seal(cancellationToken);
        Maintain();
    }

    /// <summary>Merges files once.</summary>
    /// <param name="cancellationToken">Ends it; nothing has changed then.</param>
    /// <returns>False when there was nothing to merge.</returns>
    /// <exception cref="IOException">The disk failed; nothing has changed.</exception>
    public bool Merge(CancellationToken cancellationToken) => _upkeep?.Merge(cancellationToken) ?? false;

    /// <summary>The shard as it stands now.</summary>
    public IShardSearcher Searcher() => new ShardSearcher(_state.Live, _options);

    /// <summary>
    /// Drops a damaged segment: it is searched no more, and <see cref="NeedsRepair"/> is true until its documents are back.
    /// </summary>
    /// <param name="file">What <see cref="ShardDamagedException.File"/> says.</param>
    /// <exception cref="IOException">The disk failed; the segment is dropped in memory.</exception>
    public void Drop(string file) => _upkeep?.Drop(file);

    /// <summary>Reads every file whole and compares it with its checksums.</summary>
    /// <param name="cancellationToken">Observed between files.</param>
    /// <returns>What was found damaged; <see cref="Drop"/> it and repair the shard.</returns>
    public IReadOnlyList<ShardDamagedException> FindDamage(CancellationToken cancellationToken)
    {
        List<ShardDamagedException> found = [];
        foreach (SegmentFile file in _state.Durable.Segments.Select(live => live.Segment.File).OfType<SegmentFile>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                file.CheckAll();
            }
            catch (ShardDamagedException damage)
            {
                found.Add(damage);
            }
        }

        return found;
    }

    /// <summary>Reads every file anew, one block after the other, and compares it with its checksum: for one who takes time.</summary>
    /// <returns>The length of each block that was right.</returns>
    /// <exception cref="ShardDamagedException">One is not; <see cref="Drop"/> its file and repair the shard.</exception>
    public IEnumerable<int> CheckBlocks()
    {
        // By name: a file that is merged away meanwhile keeps its place on the disk for as long as somebody refers to it.
        foreach (string name in _state.Durable.Segments.Select(live => live.Segment.File!.Name).ToArray())
        {
            if (_state.Durable.Segments.Select(live => live.Segment.File!).FirstOrDefault(file => file.Name == name) is not { } found)
                continue;
            found.RequireLength();
            for (int block = 0; block < found.BlockCount; block++)
                yield return found.CheckBlock(block);
        }
    }

    /// <summary>Forgets everything: the folder belongs to another log than the one that is to be followed.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Discard() => _upkeep?.Discard();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_sealing is not null)
            await _sealing.DisposeAsync();
        if (_merging is not null)
            await _merging.DisposeAsync();
    }

    /// <summary>What is on disk: the manifest, and the segments that it names.</summary>
    internal (ShardManifest Manifest, LiveSegment[] Segments) Describe() =>
        _upkeep?.Describe() ?? throw new InvalidOperationException("A shard in memory has nothing on disk.");

    /// <summary>Whether a document is there.</summary>
    internal bool Holds(DocumentId document) => _state.Live.Segments.Any(live => live.FindLive(document) is not null);

    /// <summary>Adds documents that the log holds at or before <see cref="Position"/> and the shard has lost.</summary>
    internal void Restore(IReadOnlyList<ShardLogRecord> records)
    {
        _state.Restore(records);
        Maintain();
    }

    /// <summary>Notes that nothing is missing any more.</summary>
    internal void CompleteRepair(CancellationToken cancellationToken) => _upkeep?.Complete(cancellationToken);

    private void OnFailure(IOException failure)
    {
        LastFailure = failure;
        ShardsMeter.Failed();
        if (failure is not ShardDamagedException damage)
            return;
        try
        {
            Drop(damage.File);
        }
        catch (IOException second)
        {
            // The manifest still names the file: the next opening finds it damaged again.
            LastFailure = second;
        }
    }
}
