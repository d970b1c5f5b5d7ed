using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Recovery;
using RagCluster.Storage.Snapshots;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Recovery;

/// <summary>What is missing of a shard's files, or stands in their place: named by the check, mended by it and by the shard.</summary>
public sealed class ShardFolderCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DurableShardDisk _disk = new();
    private readonly ShardLogRecord[] _log = [Records.Of(1, "a", "A", "lamp one"), Records.Of(2, "b", "B", "lamp two")];

    public ShardFolderCheckTests()
    {
        Directory.CreateDirectory(Slot);
        File.WriteAllText(Path.Combine(Slot, "lock"), "");
        Shard shard = Open();
        foreach (ShardLogRecord record in _log)
        {
            shard.Apply(record);
            shard.Seal(CancellationToken.None);
        }
    }

    private string Slot => _folder.File("shards/default/main/7/0/0");

    private string Manifest => Path.Combine(Slot, "manifest");

    private string Segment => Directory.EnumerateFiles(Slot, "*.segment").Order(StringComparer.Ordinal).First();

    [Fact]
    public void WholeFiles_AndTheFolderOfAShardThatWroteNone_AreRight()
    {
        string empty = _folder.File("shards/default/main/7/1/0");
        Directory.CreateDirectory(empty);
        File.WriteAllText(Path.Combine(empty, "lock"), "");
        Assert.Equal((3, 0), (Check(repair: false).Files, Check(repair: false).Findings.Length));
    }

    [Fact]
    public Task ASegmentThatIsMissing_IsNamed() => IsNamedAndMadeAgainAsync(DamageKinds.Segment, Segment, () => File.Delete(Segment));

    [Fact]
    public Task AManifestThatIsMissing_IsNamed() => IsNamedAndMadeAgainAsync(DamageKinds.Manifest, Manifest, () => File.Delete(Manifest));

    [Fact]
    public Task ASegmentThatIsDamaged_IsNamed() =>
        IsNamedAndMadeAgainAsync(DamageKinds.Segment, Segment, () => File.WriteAllText(Segment, "x"));

    [Fact]
    public Task AManifestThatIsDamaged_IsNamed() =>
        IsNamedAndMadeAgainAsync(DamageKinds.Manifest, Manifest, () => File.WriteAllText(Manifest, "x"));

    [Fact]
    public async Task AFolderInTheManifestsPlace_IsNamed_AndIsInNobodysWay()
    {
        PutFolderInPlaceOf(Manifest);
        Assert.Equal(DamageKinds.Manifest, Assert.Single(Check(repair: false).Findings).Kind);
        Assert.Equal(0, await SearchAfterLogAsync(isMissing: 2));
        Assert.Single(Directory.GetFiles(Slot, "note", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AFolderInASegmentsPlace_IsNamed_AndIsInNobodysWay()
    {
        string segment = Segment;
        PutFolderInPlaceOf(segment);
        Assert.Contains(Path.GetFileName(segment), Assert.Single(Check(repair: false).Findings).What, StringComparison.Ordinal);
        Assert.Equal(1, await SearchAfterLogAsync(isMissing: 1));
    }

    [Fact]
    public void AFileInAFoldersPlace_IsNamedAndMovedAside()
    {
        string root = _folder.File("other");
        File.WriteAllText(root, "note");
        DamageFinding found = Assert.Single(ShardFolderCheck.Run(root, false, NoFileKeys.Instance, _disk, TimeProvider.System).Findings);
        Assert.Contains(root, found.What, StringComparison.Ordinal);
        Assert.True(File.Exists(root));
        Assert.True(Assert.Single(ShardFolderCheck.Run(root, true, NoFileKeys.Instance, _disk, TimeProvider.System).Findings).IsRepaired);
        Assert.False(File.Exists(root));
    }

    public void Dispose() => _folder.Dispose();

    private static void PutFolderInPlaceOf(string file)
    {
        File.Delete(file);
        Directory.CreateDirectory(file);
        File.WriteAllText(Path.Combine(file, "note"), "somebody's");
    }

    private async Task IsNamedAndMadeAgainAsync(string kind, string path, Action damage)
    {
        damage();
        DamageFinding found = Assert.Single(Check(repair: false).Findings);
        Assert.Equal((kind, false), (found.Kind, found.IsRepaired));
        Assert.Contains(Path.GetFileName(path), found.What, StringComparison.Ordinal);
        Assert.True(Assert.Single(Check(repair: true).Findings).IsRepaired);
        Assert.Empty(Check(repair: false).Findings);
        await SearchAfterLogAsync(isMissing: kind == DamageKinds.Segment ? 1 : 2);
    }

    // The documents that the shard still has, once it is whole again.
    private async Task<int> SearchAfterLogAsync(int isMissing)
    {
        Shard shard = Open();
        int held = shard.Searcher().DocumentCount;
        Assert.Equal(_log.Length - isMissing, held);
        if (shard.NeedsRepair)
            await ShardRepair.RunAsync(shard, _ => LogOf.Records(_log), CancellationToken.None);
        await ShardReplay.CatchUpAsync(shard, LogOf.Records(_log), CancellationToken.None);
        shard.Seal(CancellationToken.None);
        Assert.Equal((2, 2, false), (shard.Searcher().DocumentCount, Open().Searcher().DocumentCount, Open().NeedsRepair));
        Assert.Empty(Check(repair: false).Findings);
        return held;
    }

    private (int Files, DamageFinding[] Findings) Check(bool repair) =>
        ShardFolderCheck.Run(_folder.File("shards"), repair, NoFileKeys.Instance, _disk, TimeProvider.System);

    private Shard Open() => new(new ShardOptions(0) { Folder = new ShardFolderOptions(Slot, 7, _disk), MaintainsItself = false });
}
