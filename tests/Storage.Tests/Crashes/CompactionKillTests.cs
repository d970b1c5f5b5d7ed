using System.Diagnostics;
using System.Text;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>A process is killed while it writes its database anew: what it acknowledged is there, and no copy is left.</summary>
public sealed class CompactionKillTests : IDisposable
{
    private const int Kills = 8;
    private const int ValueBytes = 40_000;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _folder = new();

    private SqliteStoreOptions Options => new() { DataFolder = _folder.FullPath };

    [Fact]
    public async Task KilledCompaction_LosesNothing_AndLeavesNoCopy()
    {
        await using (SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(Options, TimeProvider.System, None))
        {
            byte[] value = new byte[ValueBytes];
            new Random(1).NextBytes(value);
            for (int i = 0; i < 100; i++)
                await store.KeyValues.WriteAsync("large", $"{i}", value, null, None);
        }

        List<string> written = [];
        for (int kill = 0; kill < Kills; kill++)
        {
            written.AddRange(await RunUntilKilledAsync(new Random(kill)));
            await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(Options, TimeProvider.System, None);
            Assert.Empty(Directory.GetFiles(_folder.FullPath, "*.compact*"));
            foreach (string key in written)
                Assert.Equal(key, Encoding.UTF8.GetString((await store.KeyValues.ReadAsync("compacted", key, None))!.Value));
            Assert.NotNull(await store.KeyValues.ReadAsync("large", "99", None));
            Assert.Empty((await store.CheckAsync(false, None)).Findings);
            Assert.Equal(0, store.Damage.Count);
        }

        Assert.NotEmpty(written);
    }

    public void Dispose() => _folder.Dispose();

    // Some way into the second or third writing, by how long the first took.
    private async Task<IReadOnlyList<string>> RunUntilKilledAsync(Random random)
    {
        using Process process = CrashWriterProcess.StartCompaction(_folder.FullPath);
        List<string> keys = [];
        double share = 1 + (2 * random.NextDouble());
        int begun = 0;
        long first = 0;
        TimeSpan took = TimeSpan.Zero;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line != "begin")
                keys.Add(line);
            else if (++begun == 1)
                first = Stopwatch.GetTimestamp();
            else if (begun == 2)
                took = Stopwatch.GetElapsedTime(first);
            if (begun > 1 && Stopwatch.GetElapsedTime(first) >= took * share)
                break;
        }

        process.Kill();
        await process.WaitForExitAsync();
        return keys;
    }
}
