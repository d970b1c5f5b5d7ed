using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Planning.Calls.Failures;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>When a version whose indexing failed is tried again, and when it is given up.</summary>
public sealed class IngestRetriesTests
{
    private readonly ManualTime _time = new();
    private readonly FailurePatterns _failures;
    private readonly IngestRetries _retries;

    public IngestRetriesTests()
    {
        _failures = new FailurePatterns(_time);
        _retries = new IngestRetries(new IngestOptions { AttemptsMax = 4, RetryDelay = TimeSpan.FromSeconds(1) }, _failures, new Random(1));
    }

    [Fact]
    public void ADocumentThatKeepsFailing_WaitsTwiceAsLongEachTime_AndIsThenGivenUp()
    {
        for (int attempt = 1; attempt < 4; attempt++)
        {
            IngestRetry retry = _retries.Fail(Version(1), new IOException("disk"));
            Assert.Equal((attempt, null, null), (retry.Attempts, retry.WorkerPause, retry.GivenUp));
            AssertAround(Math.Pow(2, attempt - 1), retry.Pause);
        }

        IngestRetry last = _retries.Fail(Version(1), new IOException("disk"));
        Assert.Equal(DocumentFailure.ServerError, last.GivenUp?.Code);
        Assert.Contains("failed 4 times", last.GivenUp!.Message, StringComparison.Ordinal);
        Assert.Contains("IOException", last.GivenUp.Message, StringComparison.Ordinal);
        // A retry by command begins anew.
        Assert.Equal(1, _retries.Fail(Version(1), new IOException("disk")).Attempts);
    }

    [Fact]
    public void WhatIsIndexed_BeginsAnew()
    {
        _retries.Fail(Version(1), new IOException("disk"));
        _retries.Succeed(Version(1));
        Assert.Equal(1, _retries.Fail(Version(1), new IOException("disk")).Attempts);
        Assert.Equal(1, Assert.Single(_failures.Recent()).StreakCount);
    }

    [Fact]
    public void WhileEverythingFailsAlike_WorkersWait_AndNoDocumentPays()
    {
        for (int i = 0; i < FailurePatterns.OutageSubjects - 1; i++)
            Assert.Null(_retries.Fail(Version(i), new IOException("store")).WorkerPause);
        for (int i = 0; i < 100; i++)
        {
            IngestRetry retry = _retries.Fail(Version(9), new IOException("store"));
            Assert.Equal((0, null), (retry.Attempts, retry.GivenUp));
            AssertAround(1, retry.Pause);
            AssertAround(Math.Min(Math.Pow(2, Math.Min(i + 3, 6) - 1), 30), retry.WorkerPause);
        }
    }

    [Fact]
    public void ADependencyThatAnnouncesItsReturn_IsAskedSoon()
    {
        RagException away = new(ErrorKind.Unavailable, "model-away", "The model is loading.") { RetryAfter = TimeSpan.FromSeconds(5) };
        for (int i = 0; i < 20; i++)
        {
            IngestRetry retry = _retries.Fail(Version(i), away);
            AssertAround(1, retry.Pause);
            if (i >= FailurePatterns.OutageSubjects - 1)
                AssertAround(1, retry.WorkerPause);
        }
    }

    [Fact]
    public async Task AStepThatRests_CountsAsNothing()
    {
        StepBreakers breakers = new(_failures, Options.Create(new IngestOptions()), _time, NullLogger<StepBreakers>.Instance);
        for (int i = 0; i < FailurePatterns.Repeated; i++)
            await Assert.ThrowsAsync<TimeoutException>(() => breakers.GuardAsync<int>("embed m", "d", () => throw new TimeoutException()));
        RagException resting = Assert.Throws<RagException>(() => breakers.Check("embed m"));
        for (int i = 0; i < 10; i++)
            Assert.Equal(new IngestRetry { Pause = resting.RetryAfter!.Value }, _retries.Fail(Version(1), resting));
    }

    private static PendingVersion Version(int document) => new(new DocumentId($"d{document}"), 1);

    // A quarter more or less, so that documents that failed together do not come back together.
    private static void AssertAround(double seconds, TimeSpan? pause) =>
        Assert.InRange(pause!.Value.TotalSeconds, seconds * 0.75, seconds * 1.25);
}
