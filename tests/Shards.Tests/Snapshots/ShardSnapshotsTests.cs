using RagCluster.Corpus.Logs;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Snapshots;
using RagCluster.Shards.Tests.Disk;
using RagCluster.Shards.Tests.Model;
using RagCluster.Storage.Snapshots;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Snapshots;

public sealed class ShardSnapshotsTests : IAsyncLifetime
{
    private const string Path = "t/c/0/1";
    private static readonly ShardQuery Query = new()
    {
        Text = "w1 w3 w5",
        Vector = [1, 0, 1, 0, 0, 1],
        Limit = 50,
        Exact = true,
    };

    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();
    private readonly FolderSnapshotStore _store;
    private readonly ShardModel _model = new();
    private readonly Random _random = new(9);
    private readonly Shard _shard;
    private long _sequence;

    public ShardSnapshotsTests()
    {
        _store = new FolderSnapshotStore(_folder.File("store"), _disk);
        _shard = Open("first");
    }

    [Fact]
    public async Task ReplicaElsewhere_BeginsWithTheSnapshot()
    {
        Fill(50);
        long position = await UploadAsync();
        Fill(20);
        Assert.Equal((50L, 50L), (position, await ShardSnapshots.FindPositionAsync(_store, Path, CancellationToken.None)));
        Assert.True(await DownloadAsync("second"));
        Shard second = Open("second");
        Assert.Equal(50, second.Position);
        Assert.Equal(_shard.Mark is not null, second.Mark is not null);
        Assert.False(await DownloadAsync("of another lineage", lineage: 2));
        Assert.Null(await ShardSnapshots.FindPositionAsync(_store, "t/c/1/1", CancellationToken.None));
    }

    [Fact]
    public async Task SameFile_IsSentOnce()
    {
        Fill(50);
        await UploadAsync();
        List<string> sent = new();
        _disk.Before = sent.Add;
        Fill(10);
        sent.Clear();
        await UploadAsync();
        Assert.Equal(2, sent.Count(step => step.StartsWith("create", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OldSnapshots_GoOnceTheyAreOld()
    {
        for (int i = 0; i < 6; i++)
        {
            Fill(30);
            while (_shard.Merge(CancellationToken.None)) { }

            await UploadAsync();
        }

        Assert.Equal(2, Stored("*.manifest"));
        int held = Stored("*.segment");
        // Only a clock that says so makes files that no manifest names leftovers.
        await ShardSnapshots.UploadAsync(_shard, _store, Path, new Ahead(), CancellationToken.None);
        Assert.InRange(Stored("*.segment"), 1, held - 1);
        Assert.True(await DownloadAsync("second"));
        _model.ShouldAgree(Open("second").Searcher(), Query);
        await ShardSnapshots.DeleteAsync(_store, "t/c", CancellationToken.None);
        Assert.Equal(0, Stored("*"));
    }

    [Fact]
    public async Task DamagedManifest_GivesWayToTheOneBefore()
    {
        Fill(40);
        await UploadAsync();
        Fill(40);
        await UploadAsync();
        string newest = Directory.EnumerateFiles(_folder.File("store"), "*.manifest", SearchOption.AllDirectories).Max()!;
        byte[] bytes = await File.ReadAllBytesAsync(newest);
        bytes[5] ^= 1;
        await File.WriteAllBytesAsync(newest, bytes);
        Assert.True(await DownloadAsync("second"));
        Assert.Equal(40, Open("second").Position);
    }

    [Fact]
    public async Task SnapshotWithoutOneOfItsFiles_IsNone()
    {
        Fill(40);
        await UploadAsync();
        File.Delete(Directory.EnumerateFiles(_folder.File("store"), "*.segment", SearchOption.AllDirectories).First());
        Assert.False(await DownloadAsync("second"));
        Assert.Equal(0, Open("second").Position);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _shard.DisposeAsync();
        _folder.Dispose();
    }

    private int Stored(string pattern) => Directory.EnumerateFiles(_folder.File("store"), pattern, SearchOption.AllDirectories).Count();

    private void Fill(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ShardLogRecord record = Records.Random(_random, ++_sequence, 60);
            _shard.Apply(record);
            _model.Apply(record);
        }

        _shard.Seal(CancellationToken.None);
    }

    private Task<long> UploadAsync() => ShardSnapshots.UploadAsync(_shard, _store, Path, TimeProvider.System, CancellationToken.None);

    private Task<bool> DownloadAsync(string name, long lineage = 1) =>
        ShardSnapshots.DownloadAsync(_store, Path, new ShardFolderOptions(_folder.File(name), lineage, _disk), CancellationToken.None);

    private Shard Open(string name) =>
        new(
            new ShardOptions(Records.Dimensions)
            {
                Folder = new ShardFolderOptions(_folder.File(name), 1, _disk),
                MaintainsItself = false,
                Merging = new MergePolicy(1000, 2),
            }
        );

    private sealed class Ahead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromHours(2);
    }
}
