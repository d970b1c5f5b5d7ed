using System.Diagnostics;
using System.Globalization;
using RagCluster.Corpus.Damage;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>
/// What comparing all pages takes when a database is opened, for the operations guide: <c>RAG_TEST_SUMS_MIB=1024</c> is the large one.
/// </summary>
public sealed class PageSumsDurationTests(ITestOutputHelper output)
{
    private const int MibDefault = 8;
    private const int Rounds = 5;

    [Fact]
    public void Opening_ReadsEveryPageOnce()
    {
        int mib = int.TryParse(Environment.GetEnvironmentVariable("RAG_TEST_SUMS_MIB"), CultureInfo.InvariantCulture, out int value)
            ? value
            : MibDefault;
        using TempFolder folder = new();
        string path = folder.File("file.db");
        byte[] part = new byte[1 << 20];
        new Random(1).NextBytes(part);
        using (FileStream file = File.Create(path))
        {
            for (int i = 0; i < mib; i++)
                file.Write(part);
        }

        DamageLedger damage = new(TimeProvider.System);
        PageSums.Open(path, new HashSet<uint>(), damage).Dispose();
        for (int round = 0; round < Rounds; round++)
        {
            (long started, TimeSpan before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            PageSums.Open(path, new HashSet<uint>(), damage).Dispose();
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{mib} MiB: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, "
                        + $"{(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds:F0} ms of the processor"
                )
            );
        }

        Assert.Equal(0, damage.Count);
        Assert.Equal((mib << 8) * 12L, new FileInfo(path + PageSums.Suffix).Length - 16);
    }
}
