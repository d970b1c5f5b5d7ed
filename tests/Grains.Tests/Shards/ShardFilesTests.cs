using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Shards;
using RagCluster.Shards;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>A replica's files over the log of a real store: opened again, handed on, damaged, left behind.</summary>
public sealed class ShardFilesTests(GrainCluster cluster) : IClassFixture<GrainCluster>, IDisposable
{
    private const int Documents = 100;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReplicaOpenedAgain_ReadsOnlyTheTailOfTheLog()
    {
        CollectionState collection = await FilledAsync();
        ShardFiles files = Files("a");
        await using (OpenReplica replica = await OpenAsync(files, collection))
        {
            Assert.Equal(0, replica.Shard.Position);
            await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
            Assert.Equal(Documents, replica.Shard.Position);
        }

        await using OpenReplica again = await OpenAsync(files, collection);
        Assert.InRange(again.Shard.Position, Documents - 64, Documents);
        await again.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal(Documents, again.Shard.Searcher().DocumentCount);
        // The lock is the folder's: whoever comes meanwhile has a folder of his own.
        await using OpenReplica beside = await OpenAsync(files, collection);
        Assert.Equal(0, beside.Shard.Position);
    }

    [Fact]
    public async Task ReplicaElsewhere_BeginsWithTheSnapshot()
    {
        CollectionState collection = await FilledAsync();
        await using OpenReplica first = await OpenAsync(Files("a"), collection);
        await first.CatchUpAsync(cluster.Store, CancellationToken.None);
        first.Shard.Seal(CancellationToken.None);
        first.LookAfter();
        await UntilAsync(() => Directory.Exists(_folder.File("snapshots")) && Directory.EnumerateFiles(_folder.File("snapshots"), "*.manifest", SearchOption.AllDirectories).Any());
        await using OpenReplica second = await OpenAsync(Files("b"), collection);
        Assert.Equal(Documents, second.Shard.Position);
        await second.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal(Documents, second.Shard.Searcher().DocumentCount);
        await Files("b").DeleteAsync(collection.Id, CancellationToken.None);
        Assert.Empty(Directory.EnumerateFiles(_folder.File("snapshots"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task DamagedFile_IsRebuiltFromTheLog()
    {
        CollectionState collection = await FilledAsync();
        ShardFiles files = Files("a");
        await using (OpenReplica replica = await OpenAsync(files, collection))
        {
            await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
            replica.Shard.Seal(CancellationToken.None);
        }

        string file = Directory.EnumerateFiles(_folder.File("a"), "*.segment", SearchOption.AllDirectories).First();
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[70] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using OpenReplica damaged = await OpenAsync(files, collection);
        Assert.True(damaged.Shard.NeedsRepair);
        await damaged.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.False(damaged.Shard.NeedsRepair);
        Assert.Equal(Documents, damaged.Shard.Searcher().DocumentCount);
        Assert.Equal(20, Search(damaged));
    }

    [Fact]
    public async Task FilesOfAnotherLog_AreMadeAnew()
    {
        CollectionState collection = await FilledAsync();
        CollectionState other = await FilledAsync();
        ShardFiles files = Files("a");
        await using (OpenReplica replica = await OpenAsync(files, collection))
        {
            await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
            replica.Shard.Seal(CancellationToken.None);
        }

        // As after a restored backup: same name and age, other records.
        string from = Path.Combine(_folder.File("a"), collection.Id.ToString());
        string to = Path.Combine(_folder.File("a"), other.Id.Tenant);
        Directory.CreateDirectory(to);
        Directory.Move(from, Path.Combine(to, other.Id.Name));
        await using OpenReplica foreign = await OpenAsync(files, other with { CreatedAt = collection.CreatedAt });
        Assert.Equal(Documents, foreign.Shard.Position);
        await foreign.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal(20, Search(foreign));
        IReadOnlyList<Corpus.Documents.Document> held = await cluster.Store.ListDocumentsAsync(other.Id, null, null, 1, CancellationToken.None);
        Assert.NotEmpty(foreign.Shard.Searcher().ListChunks(held[0].Id));
    }

    [Fact]
    public async Task DeletedCollection_LeavesNoFiles()
    {
        CollectionState collection = await FilledAsync();
        ShardFiles files = Files("a");
        OpenReplica open = await OpenAsync(files, collection);
        await using (OpenReplica free = await OpenAsync(files, collection))
            await free.CatchUpAsync(cluster.Store, CancellationToken.None);
        await files.DeleteAsync(collection.Id, CancellationToken.None);
        Assert.Single(Locks());
        open.IsReleased = true;
        await open.DisposeAsync();
        Assert.Empty(Locks());
    }

    [Fact]
    public async Task FilesOfACollectionThatIsGone_AreSweptAtTheStart()
    {
        CollectionState collection = await FilledAsync();
        await using (OpenReplica replica = await OpenAsync(Files("a"), collection))
            await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
        await cluster.Grains.GetGrain<ICollectionGrain>(collection.Id.ToString()).DeleteAsync(CancellationToken.None);
        CollectionState other = await FilledAsync();
        await using OpenReplica next = await OpenAsync(Files("a"), other);
        Assert.Contains(other.Id.Name, Assert.Single(Locks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunningReplica_WritesItsFilesAndTakesThemAlong()
    {
        CollectionState collection = await FilledAsync();
        string root = Path.Combine(Path.GetDirectoryName(cluster.DatabaseFile)!, "shards", collection.Id.ToString());
        await UntilAsync(() => Directory.Exists(root) && Directory.EnumerateFiles(root, "*.segment", SearchOption.AllDirectories).Any());
        await cluster.Grains.GetGrain<ICollectionGrain>(collection.Id.ToString()).DeleteAsync(CancellationToken.None);
        await UntilAsync(() => !Directory.Exists(root) || !Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Any());
    }

    private static int Search(OpenReplica replica) =>
        replica.Shard.Searcher().Search(new ShardQuery { Text = "river", Limit = 20 }, CancellationToken.None).Bm25.Length;

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }

    private static Task<OpenReplica> OpenAsync(ShardFiles files, CollectionState collection) =>
        files.OpenAsync(new ShardId(collection.Id, 0), collection, CancellationToken.None);

    private string[] Locks() => [.. Directory.EnumerateFiles(_folder.File("a"), "lock", SearchOption.AllDirectories)];

    private async Task<CollectionState> FilledAsync()
    {
        CollectionId id = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(id, [.. Enumerable.Range(0, Documents).Select(i => ($"d{i}.txt", $"The river number{i} of {id.Name} flows north."))]);
        return await cluster.Grains.GetGrain<ICollectionGrain>(id.ToString()).GetAsync(CancellationToken.None);
    }

    private ShardFiles Files(string name)
    {
        var options = new ShardFilesOptions { Folder = _folder.File(name), SnapshotFolder = _folder.File("snapshots"), SnapshotRecords = 10, HeadRowsMax = 64 };
        return new ShardFiles(Options.Create(options), cluster.Store, TimeProvider.System, NullLoggerFactory.Instance, NullLogger<ShardFiles>.Instance);
    }
}
