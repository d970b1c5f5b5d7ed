using RagCluster.Corpus.Logs;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Tests.Disk;
using RagCluster.Shards.Tests.Model;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Recovery;

public sealed class ShardRepairTests : IDisposable
{
    private static readonly ShardQuery Query = new()
    {
        Text = "w1 w3 w5",
        Vector = [1, 0, 1, 0, 0, 1],
        Limit = 50,
        Exact = true,
    };

    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();
    private readonly ShardModel _model = new();
    private readonly ShardLogRecord[] _log;

    public ShardRepairTests()
    {
        Random random = new(5);
        _log = [.. Enumerable.Range(1, 300).Select(i => Long(Records.Random(random, i, 120)))];
        Shard shard = Open();
        foreach (ShardLogRecord[] batch in _log[..280].Chunk(70))
        {
            shard.Apply(batch);
            shard.Seal(CancellationToken.None);
        }

        foreach (ShardLogRecord record in _log)
            _model.Apply(record);
    }

    [Fact]
    public async Task DamagedFile_IsDroppedAndItsDocumentsComeBackFromTheLog()
    {
        Damage(length: 200);
        Shard shard = Open();
        shard.Apply(_log);
        ShardDamagedException damage = FindDamage(shard);
        shard.Drop(damage.File);
        Assert.True(shard.NeedsRepair);
        Assert.InRange(shard.Searcher().DocumentCount, 1, _model.Documents.Count - 1);
        int count = await ShardRepair.RunAsync(shard, _ => LogOf.Records(_log), CancellationToken.None);
        Assert.InRange(count, 1, _model.Documents.Count);
        Assert.False(shard.NeedsRepair);
        _model.ShouldAgree(shard.Searcher(), Query);
        Shard reopened = Open();
        Assert.Equal((false, _log.Length), (reopened.NeedsRepair, (int)reopened.Position));
        _model.ShouldAgree(reopened.Searcher(), Query);
    }

    [Fact]
    public async Task MissingFile_IsFoundAtOpeningAndStaysMissingUntilRepaired()
    {
        File.Delete(Segments()[0]);
        Shard shard = Open();
        Assert.True(shard.NeedsRepair);
        // A seal before the repair writes a manifest without the lost file; what is missing is still known.
        shard.Apply(_log);
        shard.Seal(CancellationToken.None);
        Shard reopened = Open();
        Assert.True(reopened.NeedsRepair);
        await ShardRepair.RunAsync(reopened, _ => LogOf.Records(_log), CancellationToken.None);
        _model.ShouldAgree(reopened.Searcher(), Query);
        Assert.False(Open().NeedsRepair);
    }

    [Fact]
    public async Task InterruptedRepair_IsBegunAgain()
    {
        File.Delete(Segments()[0]);
        Shard shard = Open();
        using CancellationTokenSource cancel = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ShardRepair.RunAsync(shard, _ => Cancelling(cancel), cancel.Token));
        Shard reopened = Open();
        Assert.True(reopened.NeedsRepair);
        await ShardRepair.RunAsync(reopened, _ => LogOf.Records(_log), CancellationToken.None);
        reopened.Apply(_log);
        _model.ShouldAgree(reopened.Searcher(), Query);
    }

    [Fact]
    public void FolderOfAnotherLineageOrShape_IsEmptied()
    {
        Assert.Equal(280, Open().Position);
        Assert.Equal(
            0,
            new Shard(new ShardOptions(3) { Folder = new ShardFolderOptions(_folder.FullPath, 1, _disk), MaintainsItself = false }).Position
        );
        Assert.Empty(Segments());
        Assert.Equal(0, Open(lineage: 2).Position);
    }

    [Fact]
    public void Discard_BeginsAnew()
    {
        Shard shard = Open();
        Assert.Equal((_log[279].Document, _log[279].Generation), (shard.Mark!.Document, shard.Mark.Generation));
        shard.Discard();
        Assert.Equal((0L, 0), (shard.Position, Segments().Length));
        shard.Apply(_log);
        _model.ShouldAgree(shard.Searcher(), Query);
    }

    public void Dispose() => _folder.Dispose();

    private static ShardLogRecord Long(ShardLogRecord record) =>
        record with
        {
            Chunks =
            [
                .. record.Chunks.Select(chunk => chunk with { Chunk = chunk.Chunk with { Text = $"{chunk.Chunk.Text} {Records.Filler}" } }),
            ],
        };

    private static ShardDamagedException FindDamage(Shard shard) =>
        Assert.Throws<ShardDamagedException>(() => shard.Searcher().Search(Query, CancellationToken.None));

    private async IAsyncEnumerable<ShardLogRecord> Cancelling(CancellationTokenSource cancel)
    {
        await foreach (ShardLogRecord record in LogOf.Records(_log[..280]))
            yield return record;
        await cancel.CancelAsync();
        cancel.Token.ThrowIfCancellationRequested();
    }

    private string[] Segments() => [.. Directory.EnumerateFiles(_folder.FullPath, "*.segment").Order(StringComparer.Ordinal)];

    private void Damage(int length)
    {
        byte[] bytes = File.ReadAllBytes(Segments()[0]);
        bytes.AsSpan(bytes.Length / 3, length).Reverse();
        File.WriteAllBytes(Segments()[0], bytes);
    }

    private Shard Open(long lineage = 1) =>
        new(
            new ShardOptions(Records.Dimensions)
            {
                Folder = new ShardFolderOptions(_folder.FullPath, lineage, _disk),
                MaintainsItself = false,
            }
        );
}
