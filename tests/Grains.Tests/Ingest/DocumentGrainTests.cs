using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Ingest;

public sealed class DocumentGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task FinishedJob_MeansThatTheDocumentAnswers()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        Job job = await cluster.UploadAsync(collection, ("a.txt", "The ferry to Juist needs ninety minutes."));
        Assert.Equal(JobDocumentState.Indexed, Assert.Single(job.Documents).State);
        Assert.Single((await SearchAsync(collection, "ferry Juist")).Found.Passages);
    }

    [Fact]
    public async Task AJob_TellsTheStepsOfItsDocuments()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        Job job = await cluster.UploadAsync(collection, ("a.txt", "The lock lifts ships by four metres."), ("blank.txt", " \n "));
        job = await cluster.Grains.GetGrain<IJobGrain>(job.Id).GetAsync(CancellationToken.None);
        JobStep[] steps = job.Documents[0].Steps;
        Assert.Equal(["load", "read", "chunk", "embed", "commit"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal((JobStepState.Done, 1, true), (step.State, step.Attempts, step.Took >= TimeSpan.Zero)));
        Assert.Equal(steps.OrderBy(step => step.BeganAt), steps);
        Assert.Equal(
            [JobStepState.Done, JobStepState.Failed, JobStepState.Skipped, JobStepState.Skipped, JobStepState.Skipped],
            job.Documents[1].Steps.Select(step => step.State)
        );
    }

    [Fact]
    public async Task VersionThatIsNoLongerLatest_IsNotIndexed()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        Job first = await cluster.UploadAsync(collection, ("a.txt", "The mill has four sails."));
        await cluster.UploadAsync(collection, ("a.txt", "The mill has five sails."));
        DocumentId id = first.Documents[0].DocumentId!;
        await Document(collection, id).IndexAsync(1, isSlow: false, CancellationToken.None);
        Assert.Contains(
            "five",
            Assert.Single((await SearchAsync(collection, "mill sails")).Found.Passages).Chunk.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await Document(collection, id).GetAsync(CancellationToken.None)).IndexedGeneration);
    }

    [Fact]
    public async Task ManyDocumentsAtOnce_AreAllIndexedOnce()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 3 });
        (string, string)[] texts =
        [
            .. Enumerable.Range(0, 60).Select(i => ($"d{i}.txt", $"Document {i} speaks of topic{i} and of nothing else.")),
        ];
        Job job = await cluster.UploadAsync(collection, texts);
        Assert.All(job.Documents, d => Assert.Equal(JobDocumentState.Indexed, d.State));
        for (int i = 0; i < texts.Length; i += 7)
        {
            SearchResponse found = await SearchAsync(collection, $"topic{i}", SearchMode.Bm25);
            Assert.Equal(3, found.Found.ShardsAnswered);
            Assert.Contains($"topic{i} ", found.Found.Passages[0].Chunk.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task UnreadableDocument_FailsWithItsReasonAndCanBeRetried()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        Job job = await cluster.UploadAsync(collection, ("blank.txt", " \n\n "));
        JobDocument failed = Assert.Single(job.Documents);
        Assert.Equal(DocumentFailure.InvalidFile, failed.Failure!.Code);
        IDocumentGrain document = Document(collection, failed.DocumentId!);
        await document.RetryAsync(CancellationToken.None);
        RagException missing = await Assert.ThrowsAsync<RagException>(() => document.ReadTextAsync(CancellationToken.None));
        Assert.Equal(ErrorKind.NotFound, missing.Kind);
    }

    [Fact]
    public async Task ShardThatWasReleased_ReplaysItsLog()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(collection, ("a.txt", "The bell rings at noon."), ("b.txt", "The clock stands still."));
        string silo = Assert.Single(await cluster.ReplicasAsync(collection)).Silo;
        IIndexShardGrain shard = cluster.Grains.GetGrain<IIndexShardGrain>($"{collection}/0/{silo}");
        await shard.ReleaseAsync();
        await shard.CatchUpAsync(2, CancellationToken.None);
        ShardStatus status = await shard.GetStatusAsync(CancellationToken.None);
        Assert.Equal(2, status.DocumentCount);
        Assert.Equal(status.LogEnd, status.Position);
    }

    [Fact]
    public async Task PendingDocumentThatNoQueueKnows_IsIndexedOnceItIsQueued()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        IDocumentStore store = cluster.Services.GetRequiredService<IDocumentStore>();
        UploadedDocument incoming = new() { Name = "lost.txt", Content = "The letter lay in the drawer."u8.ToArray() };
        Job accepted = await store.AcceptAsync(collection, [incoming], [], CancellationToken.None);
        JobDocument document = Assert.Single(accepted.Documents);
        IIngestQueueGrain queue = cluster.Grains.GetGrain<IIngestQueueGrain>(collection.ToString());
        PendingVersion version = new(document.DocumentId!, document.Generation);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => queue.EnqueueAsync([version])));
        await foreach (Job state in cluster.Grains.GetGrain<IJobGrain>(accepted.Id).WatchAsync(CancellationToken.None))
        {
            accepted = state;
        }

        Assert.Equal(JobDocumentState.Indexed, accepted.Documents[0].State);
        Assert.Equal(1, Assert.Single(await cluster.ReplicasAsync(collection)).LogEnd);
    }

    private IDocumentGrain Document(CollectionId collection, DocumentId id) =>
        cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}");

    private Task<SearchResponse> SearchAsync(CollectionId collection, string query, SearchMode mode = SearchMode.Hybrid) =>
        cluster.Grains.SearchAsync(
            new SearchRequest { Collection = collection, Query = query }.With((nameof(RetrievalOptions.Mode), mode))
        );
}
