using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Shards;
using RagCluster.Shards.Disk;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>A replica's files over the log of a real store: opened again, handed on, damaged, left behind.</summary>
public sealed class ShardFilesTests(GrainCluster cluster) : IClassFixture<GrainCluster>, IAsyncLifetime
{
    private const int Documents = 100;
    private readonly TempFolder _folder = new();
    private readonly S3Server _bucket = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _bucket.DisposeAsync();
        _folder.Dispose();
    }

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReplicaElsewhere_BeginsWithTheSnapshot(bool isBucket)
    {
        CollectionState collection = await FilledAsync();
        using ShardFiles here = Files("a", isBucket);
        await using OpenReplica first = await OpenAsync(here, collection);
        await first.CatchUpAsync(cluster.Store, CancellationToken.None);
        first.Shard.Seal(CancellationToken.None);
        first.Maintain();
        await UntilAsync(() => Snapshots(isBucket).Any(name => name.EndsWith(".manifest", StringComparison.Ordinal)));
        using ShardFiles elsewhere = Files("b", isBucket);
        await using OpenReplica second = await OpenAsync(elsewhere, collection);
        Assert.Equal(Documents, second.Shard.Position);
        await second.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal(Documents, second.Shard.Searcher().DocumentCount);
        Assert.Equal(20, Search(second));
        await elsewhere.DeleteAsync(collection.Id, CancellationToken.None);
        Assert.Empty(Snapshots(isBucket));
    }

    [Fact]
    public async Task BucketThatIsAway_KeepsNoReplicaFromServing()
    {
        CollectionState collection = await FilledAsync();
        _bucket.Fault = _ => S3Fault.Error(403, "AccessDenied");
        using ShardFiles files = Files("a", isBucket: true);
        await using OpenReplica replica = await OpenAsync(files, collection);
        await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal(20, Search(replica));
        await files.DeleteAsync(collection.Id, CancellationToken.None);
        Assert.NotEmpty(_bucket.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CheckOfTheStore_LeavesNothing(bool isBucket)
    {
        using ShardFiles files = Files("a", isBucket);
        await SnapshotCheck.RunAsync(files.Snapshots!, CancellationToken.None);
        Assert.Empty(Snapshots(isBucket));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET /snapshots/?")]
    [InlineData("GET /snapshots/test/")]
    [InlineData("DELETE")]
    public async Task CheckOfTheStore_FindsEachMissingRight(string right)
    {
        _bucket.Fault = request => request.StartsWith(right, StringComparison.Ordinal) ? S3Fault.Error(403, "AccessDenied") : null;
        using ShardFiles files = Files("a", isBucket: true);
        await Assert.ThrowsAsync<IOException>(() => SnapshotCheck.RunAsync(files.Snapshots!, CancellationToken.None));
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
    public async Task DamageAfterTheFirstReading_IsFoundByTheNextPassOverWhatIsRead()
    {
        CollectionState collection = await FilledAsync();
        ShardId id = new(collection.Id, 0);
        await using OpenReplica replica = await OpenAsync(Files("a"), collection);
        await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
        replica.Shard.Seal(CancellationToken.None);
        await replica.Shard.IdleAsync(CancellationToken.None);
        LocalReplicas local = new(new PeerContact(TimeProvider.System));
        local.Add(id);
        local.Open(id, replica);
        using ReplicaScrub scrub = new(local, TimeProvider.System);
        replica.NoteRead();
        await scrub.PassAsync(CancellationToken.None);
        Assert.Null(replica.TakeDamage());
        string file = Directory.EnumerateFiles(_folder.File("a"), "*.segment", SearchOption.AllDirectories).First();
        await using (FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.Position = stream.Length / 2;
            int right = stream.ReadByte();
            stream.Position--;
            stream.WriteByte((byte)(right ^ 1));
        }

        // Nobody has read it since.
        await scrub.PassAsync(CancellationToken.None);
        Assert.Null(replica.TakeDamage());
        replica.NoteRead();
        await scrub.PassAsync(CancellationToken.None);
        ShardDamagedException damage = Assert.IsType<ShardDamagedException>(replica.TakeDamage());
        Assert.Equal(Path.GetFileName(file), damage.File);
        replica.Drop(damage);
        await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal((Documents, 20), (replica.Shard.Searcher().DocumentCount, Search(replica)));
        Assert.Empty(replica.Shard.FindDamage(CancellationToken.None));
    }

    [Fact]
    public async Task AFileInTheFoldersPlace_IsTheReason()
    {
        CollectionState collection = await FilledAsync();
        await File.WriteAllTextAsync(_folder.File("a"), "note");
        RagException refused = await Assert.ThrowsAsync<RagException>(() => OpenAsync(Files("a"), collection));
        Assert.Equal(ErrorKind.Unavailable, refused.Kind);
        Assert.Contains($"'{_folder.File("a")}' is a file", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AFileInThePlaceOfAFolderBelow_IsMovedAside(int level)
    {
        CollectionState collection = await FilledAsync();
        string[] names = [collection.Id.Tenant, collection.Id.Name, $"{collection.CreatedAt.UtcTicks}", "0"];
        string file = Path.Combine([_folder.File("a"), .. names[..(level + 1)]]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "note");
        await using OpenReplica replica = await OpenAsync(Files("a"), collection);
        await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
        Assert.Equal(20, Search(replica));
        string aside = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.aside"));
        Assert.Equal("note", await File.ReadAllTextAsync(aside));
        string what = $"{string.Join('/', names[..(level + 1)])}, which stands in the place of a folder";
        Assert.True(Assert.Single(cluster.Store.Damage.Findings, finding => finding.What == what).IsRepaired);
    }

    [Fact]
    public async Task AFolderInTheLocksPlace_LeavesOtherSlots()
    {
        CollectionState collection = await FilledAsync();
        await using (OpenReplica replica = await OpenAsync(Files("a"), collection))
            await replica.CatchUpAsync(cluster.Store, CancellationToken.None);
        string taken = Assert.Single(Locks());
        File.Delete(taken);
        Directory.CreateDirectory(taken);
        await using OpenReplica next = await OpenAsync(Files("a"), collection);
        Assert.NotEqual(taken, Assert.Single(Locks()));
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
        IReadOnlyList<Corpus.Documents.Document> held = await cluster.Store.ListDocumentsAsync(
            other.Id,
            null,
            null,
            1,
            CancellationToken.None
        );
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
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }

    private static Task<OpenReplica> OpenAsync(ShardFiles files, CollectionState collection) =>
        files.OpenAsync(new ShardId(collection.Id, 0), collection, CancellationToken.None);

    private string[] Locks() => [.. Directory.EnumerateFiles(_folder.File("a"), "lock", SearchOption.AllDirectories)];

    private async Task<CollectionState> FilledAsync()
    {
        CollectionId id = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(
            id,
            [.. Enumerable.Range(0, Documents).Select(i => ($"d{i}.txt", $"The river number{i} of {id.Name} flows north."))]
        );
        return await cluster.Grains.GetGrain<ICollectionGrain>(id.ToString()).GetAsync(CancellationToken.None);
    }

    private string[] Snapshots(bool isBucket)
    {
        if (isBucket)
            return [.. _bucket.Keys];
        string folder = _folder.File("snapshots");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private ShardFiles Files(string name, bool isBucket = false)
    {
        ShardFilesOptions options = new()
        {
            Folder = _folder.File(name),
            SnapshotRecords = 10,
            HeadRowsMax = 64,
        };
        if (isBucket)
        {
            options.SnapshotBucket = S3Server.Bucket;
            options.SnapshotPrefix = "test";
            options.SnapshotEndpoint = _bucket.Address.AbsoluteUri;
            options.SnapshotAccessKey = S3Server.AccessKey;
            options.SnapshotSecretKey = S3Server.SecretKey;
        }
        else
        {
            options.SnapshotFolder = _folder.File("snapshots");
        }

        Assert.Empty(options.Validate());
        return new ShardFiles(
            Options.Create(options),
            cluster.Store,
            NoFileKeys.Instance,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            NullLogger<ShardFiles>.Instance
        );
    }
}
