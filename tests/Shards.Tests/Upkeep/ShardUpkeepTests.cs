using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Tests.Disk;
using RagCluster.Shards.Tests.Model;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Upkeep;

public sealed class ShardUpkeepTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    [Fact]
    public async Task ReadersWhileFilesAreWrittenAndMerged_SeeEveryDocumentOnce()
    {
        const int Documents = 40;
        await using Shard shard = Open(32, new MergePolicy(1 << 12, 2));
        shard.Apply([.. Enumerable.Range(1, Documents).Select(i => Version(i, "d" + i))]);
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntil(shard, Documents, done.Task)))];
        for (int i = Documents + 1; i <= 3000; i++)
            shard.Apply(Version(i, "d" + ((i % Documents) + 1)));
        done.SetResult();
        Assert.All(await Task.WhenAll(readers), rounds => Assert.InRange(rounds, 1, int.MaxValue));
        await shard.IdleAsync(CancellationToken.None);
        Assert.Null(shard.LastFailure);
        Assert.InRange(shard.DurablePosition, 2000, 3000);
        await shard.DisposeAsync();
        await using Shard reopened = Open(32, new MergePolicy(1 << 12, 2));
        reopened.Apply([
            .. Enumerable
                .Range((int)reopened.Position + 1, 3000 - (int)reopened.Position)
                .Select(i => Version(i, "d" + ((i % Documents) + 1))),
        ]);
        Assert.Equal((Documents, 3000L), (reopened.Searcher().DocumentCount, reopened.Position));
        // Mapped files that readers held are gone from the folder, but not from under the readers.
        Assert.InRange(Directory.EnumerateFiles(_folder.FullPath, "*.segment").Count(), 1, 12);
    }

    [Fact]
    public async Task Readers_KeepWhatWasMergedAway()
    {
        Shard shard = Open(8, new MergePolicy(1 << 12, 2), maintainsItself: false);
        ShardModel model = new();
        Random random = new(1);
        ShardLogRecord[] log = [.. Enumerable.Range(1, 64).Select(i => Records.Random(random, i, 64))];
        foreach (ShardLogRecord[] batch in log.Chunk(16))
        {
            shard.Apply(batch);
            shard.Seal(CancellationToken.None);
        }

        foreach (ShardLogRecord record in log)
            model.Apply(record);
        IShardSearcher before = shard.Searcher();
        while (shard.Merge(CancellationToken.None)) { }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        model.ShouldAgree(before, new ShardQuery { Text = "w1 w3 w5", Limit = 50 });
        await shard.DisposeAsync();
    }

    [Fact]
    public void WriteAmplification_StaysBelowItsBound()
    {
        const int Rows = 4096;
        const int HeadRows = 16;
        MergePolicy policy = new(1 << 11, 4);
        Shard shard = Open(HeadRows, policy, maintainsItself: false);
        long rowsWritten = 0;
        for (int i = 1; i <= Rows; i++)
        {
            shard.Apply(Records.Of(i, FormattableString.Invariant($"d{i * 7919 % Rows}"), "", "w" + i));
            if (i % HeadRows > 0)
                continue;
            shard.Seal(CancellationToken.None);
            rowsWritten += HeadRows;
            while (shard.Merge(CancellationToken.None))
                rowsWritten += RowsOfLast(shard);
        }

        double bound = Math.Log(policy.RowsMax / (double)HeadRows, policy.Fanout) + 2;
        Assert.InRange(rowsWritten / (double)Rows, 2, bound);
        Assert.InRange(shard.SegmentCount, 1, (policy.Fanout * 4) + (Rows / (policy.RowsMax / 2)));
        Assert.Equal(Rows, shard.Searcher().ChunkCount);
    }

    [Fact]
    public async Task FullHead_IsWrittenWithoutBeingAsked()
    {
        await using Shard shard = Open(16, MergePolicy.Disk);
        for (int i = 1; i <= 100; i++)
        {
            await shard.HaveRoomAsync(CancellationToken.None);
            shard.Apply(Records.Of(i, "d" + i, "", "w" + i));
        }

        await shard.IdleAsync(CancellationToken.None);
        shard.Maintain();
        await shard.IdleAsync(CancellationToken.None);
        Assert.InRange(shard.DurablePosition, 84, 100);
    }

    [Fact]
    public async Task DamageFoundByAMerge_IsDroppedAndReported()
    {
        Shard writer = Open(8, MergePolicy.Disk, maintainsItself: false);
        for (int i = 1; i <= 64; i++)
        {
            writer.Apply(Records.Of(i, "d" + i, "", "word " + string.Join(' ', Enumerable.Repeat(Records.Filler, 8))));
            if (i % 8 == 0)
                writer.Seal(CancellationToken.None);
        }

        string file = Directory.EnumerateFiles(_folder.FullPath, "*.segment").First();
        byte[] bytes = await File.ReadAllBytesAsync(file);
        // Beyond the first block, which opening reads.
        bytes[bytes.Length * 3 / 4] ^= 4;
        await File.WriteAllBytesAsync(file, bytes);
        await using Shard shard = Open(8, MergePolicy.Disk);
        await shard.IdleAsync(CancellationToken.None);
        Assert.True(shard.NeedsRepair);
        Assert.Equal(Path.GetFileName(file), Assert.IsType<ShardDamagedException>(shard.LastFailure).File);
        Assert.Equal(56, shard.Searcher().ChunkCount);
    }

    public void Dispose() => _folder.Dispose();

    private static int RowsOfLast(Shard shard) => shard.Describe().Segments[^1].RowCount;

    private static ShardLogRecord Version(int sequence, string document) =>
        Records.Of(sequence, document, "", [.. Enumerable.Range(0, (sequence % 4) + 1).Select(_ => $"cat {sequence}")]);

    private static int ReadUntil(Shard shard, int documents, Task done)
    {
        int rounds = 0;
        for (; rounds == 0 || !done.IsCompleted; rounds++)
        {
            IShardSearcher searcher = shard.Searcher();
            ShardHit[] hits = searcher.Search(new ShardQuery { Text = "cat", Limit = 1000 }, CancellationToken.None).Bm25;
            Assert.Equal(documents, searcher.DocumentCount);
            Assert.Equal(searcher.ChunkCount, hits.Length);
            foreach (IGrouping<Corpus.Documents.DocumentId, ShardHit> document in hits.GroupBy(hit => hit.Chunk.Id.Document))
            {
                long generation = Assert.Single(document.Select(hit => hit.Chunk.Id.Generation).Distinct());
                Assert.Equal((generation % 4) + 1, document.Count());
                Assert.All(document, hit => Assert.Equal("cat " + generation, hit.Chunk.Text));
            }
        }

        return rounds;
    }

    private Shard Open(int headRowsMax, MergePolicy merging, bool maintainsItself = true) =>
        new(
            new ShardOptions(0)
            {
                Folder = new ShardFolderOptions(_folder.FullPath, 1, _disk),
                HeadRowsMax = headRowsMax,
                MaintainsItself = maintainsItself,
                Merging = merging,
            }
        );
}
