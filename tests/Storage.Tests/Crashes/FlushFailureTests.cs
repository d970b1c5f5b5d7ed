using System.Globalization;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>
/// One flush reports EIO through strace's fault injection (Linux; the package is <c>strace</c>). The trace holds flushes and
/// printed lines in the kernel's order, so "after the failed flush" is read from it, not guessed from times.
/// </summary>
public sealed class FlushFailureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(21)]
    public async Task FailedFlush_IsFollowedByNoAcknowledgement(int failing)
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        FlushTrace trace = await FlushTrace.RecordAsync(data, folder.File("trace"), documents: 25, failing);
        Assert.True(trace.FailedFlushes > 0, "No flush failed: the run was too short for this test.");
        Assert.Equal(0, trace.AcknowledgedAfterFailure);
        Assert.True(trace.RefusedAfterFailure > 0, "The writer did not notice the failed flush.");
        await trace.Acknowledgements.VerifyAsync(data);
    }

    /// <summary>The longer table of the operations guide: RAG_TEST_EIO_MAX=30 prints a row for each N.</summary>
    [Fact]
    public async Task EveryFlushUpToTheLimit_IsFollowedByNoAcknowledgement()
    {
        int limit = int.TryParse(Environment.GetEnvironmentVariable("RAG_TEST_EIO_MAX"), out int value) ? value : 1;
        for (int failing = 1; failing <= limit; failing++)
        {
            using TempFolder folder = new();
            string data = folder.File("data");
            FlushTrace trace = await FlushTrace.RecordAsync(data, folder.File("trace"), documents: 25, failing);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {failing} | {trace.FirstFailedFile} | {trace.Acknowledgements.Count} | {trace.AcknowledgedAfterFailure} "
                        + $"| {trace.RefusedAfterFailure} |"
                )
            );
            Assert.Equal(0, trace.AcknowledgedAfterFailure);
            Assert.True(trace.FailedFlushes == 0 || trace.RefusedAfterFailure > 0);
            await trace.Acknowledgements.VerifyAsync(data);
        }
    }
}
