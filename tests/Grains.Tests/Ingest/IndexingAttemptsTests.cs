using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>What becomes of documents whose attempts ended with the process that made them.</summary>
public sealed class IndexingAttemptsTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const int Any = int.MaxValue;

    private IDocumentStore Store => cluster.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task AfterThreeAttemptsThatEndedTheProcess_TheDocumentHasFailed_AndWaitsForAPerson()
    {
        (CollectionId collection, DocumentId id) = await AcceptAsync("The gate opens at nine.");
        await BeginAsync(collection, id, 3);
        IDocumentGrain document = cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}");
        Assert.False(await document.IndexAsync(1, isSlow: false, CancellationToken.None));
        Assert.Equal(DocumentState.Received, (await document.GetAsync(CancellationToken.None)).State);
        Assert.True(await document.IndexAsync(1, isSlow: true, CancellationToken.None));
        Document failed = await document.GetAsync(CancellationToken.None);
        Assert.Equal((DocumentState.Failed, DocumentFailure.ServerError), (failed.State, failed.Failure?.Code));
        Assert.Contains("3 times", failed.Failure!.Message, StringComparison.Ordinal);
        await document.RetryAsync(CancellationToken.None);
        await UntilIndexedAsync(document);
    }

    [Fact]
    public async Task ADocumentThatRanAlongsideOne_IsIndexedBehindTheOthers()
    {
        (CollectionId collection, DocumentId id) = await AcceptAsync("The gate closes at five.");
        await BeginAsync(collection, id, 2);
        await cluster.Grains.GetGrain<IIngestQueueGrain>(collection.ToString()).EnqueueAsync([new PendingVersion(id, 1)]);
        await UntilIndexedAsync(cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}"));
    }

    [Fact]
    public async Task AnAttemptThatEndsInOrder_IsNotCounted()
    {
        const string word = "cockatrice";
        FaultyReader.Faults[word] = true;
        (CollectionId collection, DocumentId id) = await AcceptAsync($"The {word} looks at the disk.");
        IDocumentGrain document = cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}");
        for (int i = 0; i < 5; i++)
            await Assert.ThrowsAsync<IOException>(() => document.IndexAsync(1, isSlow: false, CancellationToken.None));
        FaultyReader.Faults.Remove(word, out _);
        Assert.Equal(0, await Store.BeginAttemptAsync(collection, id, 1, 0, CancellationToken.None));
    }

    [Fact]
    public async Task AnEndThatTheStoreCouldNotTake_IsRecordedBeforeTheNextAttempt()
    {
        (CollectionId collection, DocumentId id) = await AcceptAsync("The gate is out of order.");
        Document version = await cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}").GetAsync(CancellationToken.None);
        IDocumentStore store = StoreWithoutEnds.Of(Store);
        IndexingAttempts attempts = new(store, TimeProvider.System, NullLogger<IndexingAttempts>.Instance);
        for (int outage = 0; outage < 5; outage++)
        {
            await Assert.ThrowsAsync<IOException>(() => attempts.RunAsync(version, isSlow: true, GoOut, CancellationToken.None));
            StoreWithoutEnds.SetOut(store, false);
        }

        AttemptEnd end = await attempts.RunAsync(version, isSlow: false, () => Task.CompletedTask, CancellationToken.None);
        Assert.Equal(AttemptEnd.Made, end);

        Task GoOut()
        {
            StoreWithoutEnds.SetOut(store, true);
            throw new IOException("The store is out.");
        }
    }

    [Fact]
    public async Task ABeginningThatTheStoreWroteAndRefused_IsNotCounted()
    {
        (CollectionId collection, DocumentId id) = await AcceptAsync("The gate is painted green.");
        Document version = await cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}").GetAsync(CancellationToken.None);
        IDocumentStore store = StoreWithoutEnds.Of(Store);
        IndexingAttempts attempts = new(store, TimeProvider.System, NullLogger<IndexingAttempts>.Instance);
        StoreWithoutEnds.SetOut(store, true);
        for (int refusal = 0; refusal < 5; refusal++)
            await Assert.ThrowsAsync<RagException>(() => attempts.RunAsync(version, isSlow: true, () => Task.CompletedTask, default));
        StoreWithoutEnds.SetOut(store, false);
        AttemptEnd end = await attempts.RunAsync(version, isSlow: false, () => Task.CompletedTask, CancellationToken.None);
        Assert.Equal(AttemptEnd.Made, end);
    }

    private async Task<(CollectionId, DocumentId)> AcceptAsync(string text)
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        Job job = await Store.AcceptAsync(
            collection,
            [new UploadedDocument { Name = "a.txt", Content = Encoding.UTF8.GetBytes(text) }],
            [],
            CancellationToken.None
        );
        return (collection, job.Documents[0].DocumentId!);
    }

    private async Task BeginAsync(CollectionId collection, DocumentId id, int attempts)
    {
        for (int i = 0; i < attempts; i++)
            Assert.Equal(i, await Store.BeginAttemptAsync(collection, id, 1, Any, CancellationToken.None));
    }

    private static async Task UntilIndexedAsync(IDocumentGrain document)
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        while ((await document.GetAsync(CancellationToken.None)).State != DocumentState.Indexed)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
    }
}
