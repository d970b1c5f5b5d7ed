using RagCluster.Corpus.Logs;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Tests.Disk;
using RagCluster.Shards.Tests.Model;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Recovery;

/// <summary>
/// The disk fails before each step of a seal and of a merge in turn; the process ends there, with or without what was not flushed, or goes
/// on.
/// </summary>
public sealed class CrashTests
{
    private const int StepsMax = 40;
    private static readonly ShardQuery Query = new()
    {
        Text = "w1 w3 w5",
        Vector = [1, 0, 1, 0, 0, 1],
        Limit = 30,
        Exact = true,
    };

    [Theory]
    [InlineData("seal", true)]
    [InlineData("seal", false)]
    [InlineData("merge", true)]
    [InlineData("merge", false)]
    [InlineData("drop", true)]
    [InlineData("drop", false)]
    public async Task CrashBeforeAnyStep_LeavesTheOldStateOrTheNew(string operation, bool losesUnflushed)
    {
        int crashes = 0;
        for (int step = 0; step < StepsMax; step++)
        {
            using TempFolder folder = new();
            TestDisk disk = new();
            ShardLogRecord[] log = Log(out ShardModel model);
            Shard shard = Prepare(folder, disk, log);
            bool crashed = FailsAt(disk, step, () => Run(shard, operation, folder));
            crashes += crashed ? 1 : 0;
            if (crashed && losesUnflushed)
                disk.CutPower();
            disk.Before = _ => { };
            Shard reopened = Open(folder, disk);
            Assert.InRange(reopened.Position, shard.DurablePosition > 0 ? 1 : 0, log.Length);
            await RepairAsync(reopened, log);
            reopened.Apply(log);
            model.ShouldAgree(reopened.Searcher(), Query);
            Assert.Empty(Directory.EnumerateFiles(folder.FullPath, "*.new"));
        }

        Assert.InRange(crashes, 5, StepsMax - 1);
    }

    [Theory]
    [InlineData("seal")]
    [InlineData("merge")]
    public void DiskThatFailsOnce_HurtsNothing(string operation)
    {
        for (int step = 0; step < StepsMax; step++)
        {
            using TempFolder folder = new();
            TestDisk disk = new();
            ShardLogRecord[] log = Log(out ShardModel model);
            Shard shard = Prepare(folder, disk, log);
            FailsAt(disk, step, () => Run(shard, operation, folder));
            disk.Before = _ => { };
            model.ShouldAgree(shard.Searcher(), Query);
            shard.Seal(CancellationToken.None);
            while (shard.Merge(CancellationToken.None)) { }

            Shard reopened = Open(folder, disk);
            Assert.Equal(log.Length, reopened.Position);
            model.ShouldAgree(reopened.Searcher(), Query);
        }
    }

    private static ShardLogRecord[] Log(out ShardModel model)
    {
        Random random = new(3);
        ShardLogRecord[] log = [.. Enumerable.Range(1, 70).Select(i => Records.Random(random, i, 25))];
        model = new ShardModel();
        foreach (ShardLogRecord record in log)
            model.Apply(record);
        return log;
    }

    // Six files, deletions in them, and a head.
    private static Shard Prepare(TempFolder folder, TestDisk disk, ShardLogRecord[] log)
    {
        Shard shard = Open(folder, disk);
        foreach (ShardLogRecord[] batch in log[..60].Chunk(10))
        {
            shard.Apply(batch);
            shard.Seal(CancellationToken.None);
        }

        shard.Apply(log[60..]);
        return shard;
    }

    private static void Run(Shard shard, string operation, TempFolder folder)
    {
        switch (operation)
        {
            case "seal":
                shard.Seal(CancellationToken.None);
                break;
            case "merge":
                shard.Merge(CancellationToken.None);
                break;
            default:
                shard.Drop(Path.GetFileName(Directory.EnumerateFiles(folder.FullPath, "*.segment").Order(StringComparer.Ordinal).First()));
                break;
        }
    }

    private static bool FailsAt(TestDisk disk, int failing, Action run)
    {
        int step = 0;
        disk.Before = name => _ = step++ == failing ? throw new IOException($"The disk failed at {name}.") : step;
        try
        {
            run();
        }
        catch (IOException)
        {
            return true;
        }

        // What a failed removal leaves is swept at the next opening.
        return step > failing;
    }

    private static async Task RepairAsync(Shard shard, ShardLogRecord[] log)
    {
        if (shard.NeedsRepair)
            await ShardRepair.RunAsync(shard, _ => LogOf.Records(log), CancellationToken.None);
    }

    private static Shard Open(TempFolder folder, TestDisk disk) =>
        new(
            new ShardOptions(Records.Dimensions)
            {
                Folder = new ShardFolderOptions(folder.FullPath, 1, disk),
                MaintainsItself = false,
                Merging = new MergePolicy(1000, 2),
            }
        );
}
