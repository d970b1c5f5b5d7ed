using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Planning.Calls.Failures;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>Whether a document or what it needs is to blame.</summary>
public sealed class IngestFailureTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task ADocumentThatKeepsFailing_IsSetAsideWithItsReason_AndComesBackByCommand()
    {
        const string word = "basilisk";
        FaultyReader.Faults[word] = true;
        CollectionId collection = await cluster.NewCollectionAsync();
        Job job = await cluster.UploadAsync(
            collection,
            ("a.txt", $"The {word} looks at the disk."),
            ("b.txt", "The tower has a clock."),
            ("c.txt", "The harbour has a crane.")
        );
        JobDocument bad = job.Documents.Single(document => document.Failure is not null);
        Assert.Equal((DocumentFailure.ServerError, JobDocumentState.Failed), (bad.Failure!.Code, bad.State));
        Assert.Contains("IOException in FaultyReader.ReadAsync", bad.Failure.Message, StringComparison.Ordinal);
        FailurePattern pattern = Assert.Single(Patterns(), pattern => pattern.Message.Contains("a.txt", StringComparison.Ordinal));
        Assert.False(pattern.IsOutage);
        // One look at the cluster serves for a second.
        await UntilAsync(async () =>
            (await cluster.Grains.GetGrain<IClusterGrain>(0).GetAsync(CancellationToken.None)).Failures.Any(report =>
                report.Count == pattern.Count && report.Place == pattern.Fingerprint.Place
            )
        );

        FaultyReader.Faults.Remove(word, out _);
        IDocumentGrain document = cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{bad.DocumentId}");
        await document.RetryAsync(CancellationToken.None);
        await UntilAsync(async () => (await document.GetAsync(CancellationToken.None)).State == DocumentState.Indexed);
    }

    [Fact]
    public async Task WhileEverythingFails_NoDocumentPaysForIt()
    {
        const string word = "leviathan";
        FaultyReader.Faults[word] = true;
        CollectionId collection = await cluster.NewCollectionAsync();
        UploadedDocument[] documents =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(i => new UploadedDocument
                {
                    Name = $"{word}{i}.txt",
                    Content = Encoding.UTF8.GetBytes($"The {word} number {i} swims."),
                }),
        ];
        Job job = await cluster.Grains.GetGrain<IIntakeGrain>(collection.ToString()).AcceptAsync(documents, [], CancellationToken.None);
        IJobGrain progress = cluster.Grains.GetGrain<IJobGrain>(job.Id);
        // Far more failures than six documents may have attempts.
        await UntilAsync(() => Task.FromResult(Patterns().Any(pattern => pattern.IsOutage && pattern.StreakCount > 60)));
        job = await progress.GetAsync(CancellationToken.None);
        Assert.All(job.Documents, document => Assert.Equal(JobDocumentState.Queued, document.State));
        Assert.All(
            job.Documents,
            document => Assert.Equal(("load", "read", "chunk"), (document.Steps[0].Name, document.Steps[1].Name, document.Steps[2].Name))
        );
        FaultyReader.Faults.Remove(word, out _);
        await UntilAsync(async () => (job = await progress.GetAsync(CancellationToken.None)).IsFinished);
        Assert.All(job.Documents, document => Assert.Equal(JobDocumentState.Indexed, document.State));
    }

    private IReadOnlyList<FailurePattern> Patterns() => cluster.Services.GetRequiredService<FailurePatterns>().Recent();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
    }
}
