using System.Globalization;
using RagCluster.Cluster.Tests.Faults;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// One flush of the real server reports EIO through strace (Linux). <c>RAG_TEST_EIO_MAX=30</c> tries every flush up to that one.
/// </summary>
public sealed class FailedFlushTests(ITestOutputHelper output)
{
    /// <summary>Which flush of the database's files fails while the server serves.</summary>
    public static TheoryData<int> Serving => Numbers(1, 3, 8);

    /// <summary>Which flush of a new data folder fails while the server opens it.</summary>
    public static TheoryData<int> Opening => Numbers(1, 4, 9);

    [Theory]
    [MemberData(nameof(Serving))]
    public async Task FlushThatFailsWhileServing_IsFollowedByNoAcknowledgement(int failing)
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        await FlushRun.PrepareAsync(data);
        string database = Path.Combine(data, "ragcluster.db");
        string[] wrapper = FlushTrace.Wrapper(folder.File("trace"), failing, database, database + "-wal");
        FlushOutcome outcome = await FlushRun.RunAsync(data, folder.File("trace"), wrapper, createCollection: false);
        output.WriteLine($"serving, N={failing}: {outcome}");
        Assert.Null(outcome.StartRefusal);
        Assert.Equal(failing, outcome.Trace!.FailedAt);
        AssertSealed(outcome);
    }

    [Theory]
    [MemberData(nameof(Opening))]
    public async Task FlushThatFailsWhileOpening_IsFollowedByNoAcknowledgement(int failing)
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        string[] wrapper = FlushTrace.Wrapper(folder.File("trace"), failing);
        FlushOutcome outcome = await FlushRun.RunAsync(data, folder.File("trace"), wrapper, createCollection: true);
        output.WriteLine($"opening, N={failing}: {outcome}");
        Assert.True(outcome.Trace!.FailedAt > 0, "No flush failed: the run was too short for this test.");
        Assert.Empty(outcome.Lost);
        // Opening flushes on several threads, each with a count of its own, and folders too: a folder that failed is flushed again.
        if (outcome.StartRefusal is { } refusal)
            Assert.Contains("The server did not start (exit code 1)", refusal, StringComparison.Ordinal);
        else if (outcome.Trace.FailedFile != Path.GetFileName(data))
            AssertSealed(outcome);
    }

    private static void AssertSealed(FlushOutcome outcome)
    {
        Assert.Equal(0, outcome.AcknowledgedAfterFailure);
        Assert.NotEmpty(outcome.Refusals);
        Assert.All(outcome.Refusals, code => Assert.Equal("storage-unavailable", code));
        Assert.Equal("degraded", outcome.Health, ignoreCase: true);
        Assert.True(outcome.ReadsGoOn, "A search failed after the failed flush.");
        Assert.Empty(outcome.Lost);
    }

    private static TheoryData<int> Numbers(params int[] standard) =>
        Environment.GetEnvironmentVariable("RAG_TEST_EIO_MAX") is { } max
            ? [.. Enumerable.Range(1, int.Parse(max, CultureInfo.InvariantCulture))]
            : [.. standard];
}
