using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Snapshots;
using RagCluster.Shards.Tests.Disk;
using RagCluster.Storage.Snapshots;

namespace RagCluster.Shards.Tests.Model;

/// <summary>One random sequence of everything that may happen to a shard, checked against the model after each step.</summary>
internal sealed class RandomHistory : IAsyncDisposable
{
    private readonly Random _random;
    private readonly string _folder;
    private readonly TestDisk _disk = new();
    private readonly ShardModel _model = new();
    private readonly List<ShardLogRecord> _log = [];
    private readonly int _documentCount;
    private int _moves;
    private Shard _shard;

    internal RandomHistory(int seed, string folder)
    {
        _random = new Random(seed);
        _documentCount = _random.Next(2, 30);
        _folder = folder;
        _shard = Open();
    }

    internal async Task RunAsync()
    {
        int steps = _random.Next(4, 14);
        for (int step = 0; step < steps; step++)
        {
            await StepAsync();
            _model.ShouldAgree(_shard.Searcher(), Query());
            Assert.Equal(_log.Count, _shard.Position);
        }
    }

    public async ValueTask DisposeAsync() => await _shard.DisposeAsync();

    private async Task StepAsync()
    {
        switch (_random.Next(8))
        {
            case 0:
                _shard.Seal(CancellationToken.None);
                break;
            case 1:
                // A batch arrives while the file is being written.
                _disk.Before = step => Interrupt(step, _random.Next(2) == 0 ? "replace .segment" : "flush .new");
                _shard.Seal(CancellationToken.None);
                break;
            case 2:
                _disk.Before = step => Interrupt(step, "replace .segment");
                _shard.Merge(CancellationToken.None);
                _disk.Before = _ => { };
                break;
            case 3:
                while (_shard.Merge(CancellationToken.None)) { }

                break;
            case 4:
                await ReopenAsync();
                break;
            case 5:
                await MoveAsync();
                break;
            default:
                Append();
                break;
        }
    }

    private void Interrupt(string step, string awaited)
    {
        if (step != awaited)
            return;
        _disk.Before = _ => { };
        Append();
    }

    private void Append()
    {
        ShardLogRecord[] batch = [.. Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Next())];
        _shard.Apply(batch);
    }

    private ShardLogRecord Next()
    {
        ShardLogRecord record = Records.Random(_random, _log.Count + 1, _documentCount);
        if (_random.Next(3) > 0)
            record.Metadata["kind"] = MetadataValue.Of("k" + _random.Next(4));
        if (_random.Next(3) == 0)
            record.Metadata["open"] = MetadataValue.Of(_random.Next(2) == 0);
        _log.Add(record);
        _model.Apply(record);
        return record;
    }

    private async Task ReopenAsync()
    {
        await _shard.DisposeAsync();
        if (_random.Next(2) == 0)
            _disk.CutPower();
        _shard = Open();
        Assert.False(_shard.NeedsRepair);
        _shard.Apply(_log);
    }

    // The files and the manifest are all that a replica elsewhere needs beside the tail of the log.
    private async Task MoveAsync()
    {
        FolderSnapshotStore store = new(Path.Combine(_folder, "store"), _disk);
        await ShardSnapshots.UploadAsync(_shard, store, "t/c/0", TimeProvider.System, CancellationToken.None);
        await _shard.DisposeAsync();
        long position = _shard.DurablePosition;
        _moves++;
        bool found = await ShardSnapshots.DownloadAsync(store, "t/c/0", FolderOptions(), CancellationToken.None);
        _shard = Open();
        Assert.Equal((true, position), (found, _shard.Position));
        _shard.Apply(_log);
    }

    private ShardFolderOptions FolderOptions() => new(Path.Combine(_folder, "replica" + _moves), 1, _disk);

    private Shard Open() =>
        new(
            new ShardOptions(Records.Dimensions)
            {
                Folder = FolderOptions(),
                MaintainsItself = false,
                Merging = new MergePolicy(64, 2),
                GraphRowsMin = 10,
            }
        );

    private ShardQuery Query() =>
        new()
        {
            Text = Records.Words(_random, 4),
            Vector = Records.Vector(_random),
            Limit = _random.Next(1, 12),
            Filter = _random.Next(2) == 0 ? null : Filter(2),
            // A beam as wide as these segments finds all.
            Exact = _random.Next(2) == 0,
            Recall = 1,
        };

    private MetadataFilter Filter(int depth) =>
        _random.Next(depth > 0 ? 6 : 4) switch
        {
            0 => Compare("parity", MetadataValue.Of(_random.Next(2))),
            1 => Compare("kind", MetadataValue.Of("k" + _random.Next(5))),
            2 => Compare("open", MetadataValue.Of(_random.Next(2) == 0)),
            3 => new ComparisonFilter(
                "kind",
                _random.Next(2) == 0 ? ComparisonOperator.In : ComparisonOperator.NotIn,
                [MetadataValue.Of("k1"), MetadataValue.Of("k2")]
            ),
            4 => new AllFilter([Filter(depth - 1), Filter(depth - 1)]),
            _ => new AnyFilter([Filter(depth - 1), Filter(depth - 1)]),
        };

    private ComparisonFilter Compare(string key, MetadataValue value) => new(key, (ComparisonOperator)_random.Next(6), [value]);
}
