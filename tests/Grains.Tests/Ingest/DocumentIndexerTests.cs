using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Tests.Fakes;
using RagCluster.Planning.Calls.Failures;
using RagCluster.Storage;
using RagCluster.TestKit;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>The steps of indexing a version, without a silo: the store, the models and the writer answer as a test says.</summary>
public sealed class DocumentIndexerTests : IDocumentReader, ITokenCounter
{
    private const string Title = "Lamps";
    private static readonly CollectionId Collection = new("t", "c");
    private static readonly CollectionSettings Settings = new() { Model = "first", ShardCount = 1 };
    private static readonly Document Version = new()
    {
        Collection = Collection,
        Id = new DocumentId("lamp"),
        Name = "lamp.txt",
        Generation = 3,
        ContentHash = "",
    };

    private readonly List<ShardAppend> _committed = [];
    private readonly List<string> _embeddedBy = [];
    private readonly DocumentIndexer _indexer;
    private string? _content = "The lamp is lit at nine.";
    private int _reads;
    private int _failuresLeft;
    private bool _takesAllMemory;
    private Action _counting = () => { };
    private Action _embedding = () => { };

    public DocumentIndexerTests()
    {
        (IGrainFactory factory, FakeGrains grains) = FakeGrains.Create();
        foreach (string model in new[] { "first", "second" })
            grains.Add<IEmbeddingGrain>($"{model}/{OneSilo.Address}", (method, args) => Embed(model, method, args));
        grains.Add<IShardWriterGrain>($"{Collection}/0", (_, args) => Commit((ShardAppend)args[0]!));
        TimeProvider time = TimeProvider.System;
        IOptions<IngestOptions> options = Options.Create(
            new IngestOptions { RetryDelay = TimeSpan.FromMilliseconds(1), EmbeddingBatchChunks = 1 }
        );
        ModelSilos silos = new(factory, new OneSilo(), time, NullLogger<ModelSilos>.Instance);
        _indexer = new DocumentIndexer(
            FakeGrain.Create<IDocumentStore>((_, _) => Task.FromResult(_content is null ? null : Encoding.UTF8.GetBytes(_content))),
            this,
            new StructureChunker(this),
            new ChunkEmbedder(new Embedders(silos, time), options),
            new ShardWriters(factory, time, NullLogger<ShardWriters>.Instance),
            new StepBreakers(new FailurePatterns(time), options, time, NullLogger<StepBreakers>.Instance),
            options,
            time
        );
    }

    [Fact]
    public async Task AVersion_IsCommittedOnce_WithTheVectorsOfItsChunks()
    {
        IndexingRun run = await IndexAsync(Settings);
        ShardAppend append = Assert.Single(_committed);
        Assert.Equal(
            (Version.Id, 3L, Title, "lamp.txt"),
            (append.Record.Document, append.Record.Generation, append.Record.Title, append.Record.Uri)
        );
        Assert.Equal("first@1", append.Record.ModelRevision);
        Assert.Equal([1f, 0f], Assert.Single(append.Record.Chunks).Vector);
        Assert.Equal(new ShardCopy(0, 1), append.Copy);
        Assert.Null(append.SecondRecord);
        Assert.Equal(["load", "read", "chunk", "embed", "commit"], run.Steps.Select(step => step.Name));
        Assert.All(run.Steps, step => Assert.Equal(JobStepState.Done, step.State));
    }

    [Fact]
    public async Task WhileTheModelChanges_BothModelsEmbed_AndOneCommitHasBoth()
    {
        CollectionSettings changing = Settings with { SecondModel = new ModelShards("second", "1", 2, 1, IsRetiring: false, "j") };
        await IndexAsync(changing);
        ShardAppend append = Assert.Single(_committed);
        Assert.Equal(("first@1", "second@1"), (append.Record.ModelRevision, append.SecondRecord!.ModelRevision));
        Assert.Equal((new ShardCopy(0, 1), new ShardCopy(1, 1)), (append.Copy, append.SecondCopy!.Value));
        Assert.Equal(["first", "second"], _embeddedBy.Order());
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task AModelThatIsAwayForAMoment_IsAskedAgain_AndNothingIsReadAnew()
    {
        _failuresLeft = 1;
        IndexingRun run = await IndexAsync(Settings);
        Assert.Single(_committed);
        Assert.Equal(1, _reads);
        Assert.Equal(2, run.Steps.Single(step => step.Name == "embed").Attempts);
    }

    [Fact]
    public async Task AModelThatStaysAway_EndsTheAttempt_AndNothingIsCommitted()
    {
        _failuresLeft = int.MaxValue;
        IndexingRun run = Plan(Settings);
        await Assert.ThrowsAsync<RagException>(() => RunAsync(run));
        Assert.Empty(_committed);
        Assert.Equal(JobStepState.Failed, run.Steps.Single(step => step.Name == "embed").State);
        Assert.NotEqual(JobStepState.Done, run.Steps.Single(step => step.Name == "commit").State);
    }

    [Fact]
    public async Task AStepThatRests_TurnsDocumentsAway_BeforeTheyAreRead()
    {
        _failuresLeft = int.MaxValue;
        for (int i = 0; i < FailurePatterns.Repeated; i++)
        {
            if (await Record.ExceptionAsync(() => RunAsync(Plan(Settings))) is { } error && StepBreakers.IsResting(error))
                break;
        }

        int reads = _reads;
        RagException resting = Assert.Throws<RagException>(() => Plan(Settings));
        Assert.True(StepBreakers.IsResting(resting));
        Assert.Equal(reads, _reads);
    }

    [Fact]
    public async Task AFaultyDocument_ReachesNoModel()
    {
        _content = "";
        IndexingRun run = Plan(Settings);
        await Assert.ThrowsAsync<UnreadableDocumentException>(() => RunAsync(run));
        Assert.Empty(_embeddedBy);
        Assert.Empty(_committed);
        Assert.Equal(JobStepState.Failed, run.Steps.Single(step => step.Name == "read").State);
    }

    [Fact]
    public async Task AVersionWhoseContentIsGone_Fails()
    {
        _content = null;
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Plan(Settings)));
        Assert.Contains("generation 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALargeDocument_IsNotChunkedAmongTheQuickOnes()
    {
        _content = LongText(1_100_000);
        await Assert.ThrowsAsync<SlowDocumentException>(() => RunAsync(Plan(Settings, ReadingLane.Quick)));
        Assert.Empty(_embeddedBy);
        await RunAsync(Plan(Settings, ReadingLane.Slow));
        Assert.Single(_committed);
    }

    [Fact]
    public async Task LargeDocuments_AreChunkedOneAtATime_WhileOthersGoPast()
    {
        string large = LongText(1_100_000);
        _content = large;
        TaskCompletionSource counting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim isOver = new();
        _counting = () =>
        {
            counting.TrySetResult();
            isOver.Wait(TestPatience.Max);
        };
        using CancellationTokenSource stop = new();
        Task first = Plan(Settings, ReadingLane.Slow).RunAsync(stop.Token);
        await counting.Task.WaitAsync(TestPatience.Max, TimeProvider.System);
        _counting = () => { };
        IndexingRun second = Plan(Settings, ReadingLane.Slow);
        Task waiting = second.RunAsync(stop.Token);

        _content = "The lamp is lit at nine.";
        await RunAsync(Plan(Settings, ReadingLane.Quick));

        Assert.Equal(24 + Title.Length + 2, Assert.Single(_committed).ExtractedText.Length);
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        // The second one waits for its turn, and ends at once; the first one ends with what it is at.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TestPatience.Max, TimeProvider.System));
        isOver.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(TestPatience.Max, TimeProvider.System));
        Assert.Single(_committed);
    }

    [Fact]
    public async Task ACancelledAttempt_EndsWithinItsChunking()
    {
        _content = LongText(100_000);
        using CancellationTokenSource stop = new();
        int counts = 0;
        _counting = () =>
        {
            if (++counts == 10)
                stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Plan(Settings).RunAsync(stop.Token));
        Assert.Equal(10, counts);
        Assert.Empty(_embeddedBy);
    }

    [Fact]
    public async Task ACancelledAttempt_EndsBetweenItsBatches()
    {
        _content = LongText(100_000);
        using CancellationTokenSource stop = new();
        _embedding = stop.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Plan(Settings).RunAsync(stop.Token));
        Assert.Single(_embeddedBy);
        Assert.Empty(_committed);
    }

    [Fact]
    public async Task ADocumentThatTakesAllMemory_FailsAtOnce()
    {
        _takesAllMemory = true;
        CollectionState collection = new(Collection, Settings, DateTimeOffset.UnixEpoch, 1, 0, 0, 0, 1);
        DocumentIndexing indexing = new(
            FakeGrain.Create<IDocumentStore>((_, _) => Task.FromResult<CollectionState?>(collection)),
            _indexer,
            NullLogger.Instance
        );
        UnreadableDocumentException failure = await Assert.ThrowsAsync<UnreadableDocumentException>(() =>
            indexing.IndexAsync(Version, ReadingLane.Any, CancellationToken.None)
        );
        Assert.Equal(UnreadableDocumentException.ServerError, failure.Code);
        Assert.Contains("memory", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _reads);
    }

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        _counting();
        return ApproximateTokenCounter.Instance.Count(text);
    }

    /// <inheritdoc/>
    public Task<ExtractedDocument> ReadAsync(
        ReadOnlyMemory<byte> content,
        string name,
        ReadingLane lane,
        CancellationToken cancellationToken
    )
    {
        _reads++;
        if (_takesAllMemory)
            throw new OutOfMemoryException();
        string text = Encoding.UTF8.GetString(content.Span);
        return text.Length == 0
            ? throw new UnreadableDocumentException("empty", "The document is empty.")
            : new InProcessReader().ReadAsync(Encoding.UTF8.GetBytes($"# {Title}\n\n{text}"), "lamp.md", lane, cancellationToken);
    }

    private static string LongText(int length) =>
        string.Concat(Enumerable.Repeat("A sentence of some length stands here. ", (length / 39) + 1)).Trim();

    private IndexingRun Plan(CollectionSettings settings, ReadingLane lane = ReadingLane.Any) => _indexer.Plan(Version, settings, lane);

    private static Task RunAsync(IndexingRun run) => run.RunAsync(CancellationToken.None).WaitAsync(TestPatience.Max, TimeProvider.System);

    private async Task<IndexingRun> IndexAsync(CollectionSettings settings)
    {
        IndexingRun run = Plan(settings);
        await RunAsync(run);
        return run;
    }

    private object Embed(string model, MethodInfo method, object?[] args)
    {
        if (method.Name == nameof(IEmbeddingGrain.DescribeAsync))
            return Task.FromResult(new EmbeddingModel(model, "1", 2));
        if (_failuresLeft > 0)
        {
            _failuresLeft--;
            return Task.FromException<EmbedReply>(new RagException(ErrorKind.Unavailable, "away", "The model is away."));
        }

        lock (_embeddedBy)
        {
            _embeddedBy.Add(model);
        }

        _embedding();
        EmbedRequest request = (EmbedRequest)args[0]!;
        return Task.FromResult(
            new EmbedReply(VectorBytes.Of(Array.ConvertAll(request.Texts, _ => new[] { 1f, 0f })), request.Texts.Length)
        );
    }

    private Task<long?> Commit(ShardAppend append)
    {
        _committed.Add(append);
        return Task.FromResult<long?>(1);
    }
}
