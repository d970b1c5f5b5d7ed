using RagCluster.Cluster.Tests.Faults;
using RagCluster.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// The real server on a disk that is full or fails, through strace (Linux), while it writes every kind of file that it writes.
/// <c>RAG_TEST_DISK_MAX=30</c> tries every fault at the calls up to that one.
/// </summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    /// <summary>A fault's name, and at which call of each thread it begins.</summary>
    public static TheoryData<string, int> Faults
    {
        get
        {
            TheoryData<string, int> faults = [];
            if (LongRun.Number("RAG_TEST_DISK_MAX", 0) is > 0 and int max)
            {
                foreach ((DiskFault fault, int from) in DiskFault.All.SelectMany(_ => Enumerable.Range(1, max), (fault, n) => (fault, n)))
                    faults.Add(fault.Name, from);
                return faults;
            }

            faults.Add("full", 60);
            faults.Add("database-full-once", 9);
            faults.Add("flush", 2);
            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task FaultsOfAnyFile_LoseNothing_AndLeaveNothingHalfWritten(string fault, int from)
    {
        DiskOutcome outcome = await DiskRun.RunAsync(DiskFault.All.Single(one => one.Name == fault), from);
        output.WriteLine($"{fault}, N={from}: {outcome}");
        Assert.True(outcome.Failed.Count > 0, "Nothing failed: the run was too short for this test.");
        Assert.False(outcome.Exited, "The server ended.");
        Assert.True(outcome.Wrong.Count == 0, string.Join('\n', outcome.Wrong.Take(20)));
        Assert.DoesNotContain(outcome.Refusals, what => what.EndsWith("internal-error", StringComparison.Ordinal));
        if (outcome.StartRefusal is { } refusal)
            Assert.Contains("The server did not start (exit code 1)", refusal, StringComparison.Ordinal);
    }
}
