using Microsoft.Extensions.Options;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Telemetry;
using RagCluster.Planning.Tasks;
using RagCluster.Storage;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// The steps of indexing a version, and which waits for which: load → read → chunk → embed, by both models while the model changes →
/// commit.
/// </summary>
/// <param name="store">Has the content.</param>
/// <param name="reader">Content to text.</param>
/// <param name="chunker">Text to chunks.</param>
/// <param name="embedder">Chunks to vectors.</param>
/// <param name="writers">Take the record.</param>
/// <param name="breakers">Let a step rest whose dependency fails.</param>
/// <param name="options">Retries and deadline.</param>
/// <param name="time">The clock.</param>
internal sealed class DocumentIndexer(
    IDocumentStore store,
    IDocumentReader reader,
    StructureChunker chunker,
    ChunkEmbedder embedder,
    ShardWriters writers,
    StepBreakers breakers,
    IOptions<IngestOptions> options,
    TimeProvider time
)
{
    private const string Load = "load";
    private const string Read = "read";
    private const string Chunk = "chunk";
    private const string Embed = "embed";
    private const string EmbedSecond = "embed_beside";
    private const string Commit = "commit";

    // A thousand pages or so take a second where nothing else runs.
    private const int QuickLengthMax = 1_000_000;

    // One at a time: what runs here takes a processor, and others want to be indexed and searched meanwhile.
    private readonly SemaphoreSlim _chunkingSlowly = new(1);

    /// <summary>An attempt to index a version. Only its last step changes anything.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: a step rests, so the rest would be done in vain.</exception>
    internal IndexingRun Plan(Document document, CollectionSettings settings, ReadingLane lane)
    {
        breakers.Check(Dependency(settings.ModelName()));
        // Once more without reading and chunking anew; what fails then is tried as a whole, later and behind others.
        TaskRetry retry = new(options.Value.StepRetriesMax, options.Value.RetryDelay, StepBreakers.IsOfDependency);
        // The two models need not wait for each other.
        TaskGroupOptions group = new()
        {
            Parallelism = 2,
            CancelsOnFailure = true,
            Deadline = options.Value.DocumentTimeout,
        };
        return new IndexingRun(steps => Tasks(document, settings, (lane, retry), steps), group, time);
    }

    private GroupTask[] Tasks(
        Document document,
        CollectionSettings settings,
        (ReadingLane Lane, TaskRetry Retry) how,
        Func<JobStep[]> steps
    )
    {
        TaskRetry retry = how.Retry;
        GroupTask load = TaskOutput<byte[]>.Of(Load, token => LoadAsync(document, token), out TaskOutput<byte[]> content);
        GroupTask read = TaskOutput<ExtractedDocument>.Of(
            Read,
            token => ReadAsync(document, content.Value, how.Lane, token),
            out TaskOutput<ExtractedDocument> extracted
        );
        GroupTask chunk = TaskOutput<ShardLogRecord>.Of(
            Chunk,
            token => ChunkAsync(document, extracted.Value, settings, how.Lane, token),
            out TaskOutput<ShardLogRecord> chunked
        );
        GroupTask embed = TaskOutput<ShardLogRecord>.Of(
            Embed,
            token => EmbedAsync(Embed, chunked.Value, settings.ModelName(), token),
            out TaskOutput<ShardLogRecord> embedded
        );
        TaskOutput<ShardLogRecord>? second = null;
        GroupTask[] others = settings.SecondModel is { } other ? [EmbedSecondTask(chunked, other.Model, retry, out second)] : [];
        GroupTask commit = new(
            Commit,
            token =>
                CommitAsync(
                    ShardSlot.Of(document.Collection, document.Id, settings.ShardCount),
                    new ShardAppend(embedded.Value, extracted.Value.Text, extracted.Value.Format.ToMediaType())
                    {
                        Copy = settings.Answering(),
                        SecondRecord = second?.Value,
                        SecondCopy = settings.Other(),
                        Steps = steps(),
                    },
                    token
                )
        );
        return
        [
            load,
            read with
            {
                After = [Load],
            },
            chunk with
            {
                After = [Read],
            },
            embed with
            {
                After = [Chunk],
                Retry = retry,
                Priority = 1,
            },
            .. others,
            commit with
            {
                After = [Embed, .. others.Select(task => task.Name)],
            },
        ];
    }

    private GroupTask EmbedSecondTask(
        TaskOutput<ShardLogRecord> chunked,
        string model,
        TaskRetry retry,
        out TaskOutput<ShardLogRecord> second
    ) =>
        TaskOutput<ShardLogRecord>.Of(EmbedSecond, token => EmbedAsync(EmbedSecond, chunked.Value, model, token), out second) with
        {
            After = [Chunk],
            Retry = retry,
        };

    private async Task<byte[]> LoadAsync(Document document, CancellationToken cancellationToken)
    {
        using Stage stage = Stage.Ingest(Load);
        return await store.ReadContentAsync(document.Collection, document.Id, document.Generation, cancellationToken)
            ?? throw new InvalidOperationException(
                $"The content of {document.Id} generation {document.Generation} is missing from the store."
            );
    }

    private async Task<ExtractedDocument> ReadAsync(
        Document document,
        byte[] content,
        ReadingLane lane,
        CancellationToken cancellationToken
    )
    {
        using Stage stage = Stage.Ingest(Read);
        return await reader.ReadAsync(content, document.Name, lane, cancellationToken);
    }

    private async Task<ShardLogRecord> ChunkAsync(
        Document document,
        ExtractedDocument extracted,
        CollectionSettings settings,
        ReadingLane lane,
        CancellationToken cancellationToken
    )
    {
        using Stage stage = Stage.Ingest(Chunk);
        Chunk[] chunks =
            extracted.Text.Length <= QuickLengthMax
                // Off the grain's turn: chunking takes longer than a turn should.
                ? await Task.Run(() => Chunks(document, extracted, settings, cancellationToken), cancellationToken)
                : await ChunkSlowlyAsync(() => Chunks(document, extracted, settings, cancellationToken), lane, cancellationToken);
        return new ShardLogRecord
        {
            Document = document.Id,
            Generation = document.Generation,
            Title = document.Title.Length > 0 ? document.Title : extracted.Title,
            Uri = document.Uri.Length > 0 ? document.Uri : document.Name,
            Metadata = document.Metadata,
            Chunks = Array.ConvertAll(chunks, chunk => new EmbeddedChunk(chunk, [])),
        };
    }

    // A place among the quick ones would be taken until all of it is embedded and committed, so the document comes again as a slow one.
    private async Task<Chunk[]> ChunkSlowlyAsync(Func<Chunk[]> chunk, ReadingLane lane, CancellationToken cancellationToken)
    {
        if (lane == ReadingLane.Quick)
            throw new SlowDocumentException();
        await _chunkingSlowly.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(chunk, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _chunkingSlowly.Release();
        }
    }

    private Task<ShardLogRecord> EmbedAsync(string step, ShardLogRecord record, string model, CancellationToken cancellationToken) =>
        breakers.GuardAsync(
            Dependency(model),
            record.Document.ToString(),
            async () =>
            {
                using Stage stage = Stage.Ingest(step);
                return (await embedder.EmbedAsync(model, [record], TextUrgency.Bulk, cancellationToken))[0];
            }
        );

    private async Task CommitAsync(ShardSlot slot, ShardAppend append, CancellationToken cancellationToken)
    {
        using Stage stage = Stage.Ingest(Commit);
        long? sequence = await writers.CommitAsync(slot, append, cancellationToken);
        GrainsMeter.DocumentEnded(sequence is null ? "superseded" : "indexed");
    }

    private static string Dependency(string model) => $"embed {model}";

    private Chunk[] Chunks(Document document, ExtractedDocument extracted, CollectionSettings settings, CancellationToken cancellationToken)
    {
        ChunkingOptions chunking = new() { TokensMax = settings.ChunkTokensMax, OverlapTokens = settings.ChunkOverlapTokens };
        return
        [
            .. chunker
                .Chunk(extracted, chunking, cancellationToken)
                .Select(chunk => new Chunk(
                    new ChunkId(document.Id, document.Generation, chunk.Ordinal),
                    chunk.Start,
                    chunk.End,
                    extracted.Text[chunk.Start..chunk.End],
                    [.. chunk.HeadingPath],
                    chunk.PageFirst,
                    chunk.PageLast,
                    chunk.TokenCount
                )
                {
                    PageBreaks = [.. chunk.PageBreaks],
                    Blocks = [.. chunk.Blocks.Select(Block)],
                    Lead = chunk.Lead is { } lead ? new ChunkLead(lead.Start, extracted.Text[lead.Start..lead.End]) : null,
                    Lines = [.. chunk.Lines.Select(line => new ChunkLine(line.Start, line.Number))],
                    Links = [.. chunk.Links.Select(link => new ChunkLink(link.Start, link.End, link.Target))],
                }),
        ];
    }

    // The kinds of both are the same, number by number.
    private static ChunkBlock Block(TextBlock block) =>
        new((ChunkBlockKind)block.Kind, block.Start, block.End) { HeadLines = block.HeadLines, Language = block.Language };
}
