using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Shards;
using RagCluster.Grounding;
using RagCluster.Grounding.Generating;

namespace RagCluster.Grains.Query.Answering;

/// <summary>The way from a question's passages to its cited answer: pick or generate sentences that they support.</summary>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="embedders">Embeds sentences.</param>
/// <param name="grains">Reaches the collection.</param>
/// <param name="statistics">Knows how common words are in the collection.</param>
/// <param name="options">Limits of answers.</param>
/// <param name="chat">Writes answers, if one is configured.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="log">Says when a section could not be read whole.</param>
internal sealed partial class AnswerWriter(
    ShardMaps maps,
    Embedders embedders,
    IGrainFactory grains,
    StatisticsSource statistics,
    GroundingOptions options,
    ChatModel chat,
    TimeProvider time,
    ILogger<AnswerWriter> log
)
{
    // Sections of documentation seldom have more chunks on either side.
    private const int NeighboursMax = 4;

    /// <summary>Answers a question.</summary>
    /// <param name="request">The question.</param>
    /// <param name="asked">The question as it was searched: it stands alone.</param>
    /// <param name="found">The passages that were found for it, each a chunk as it is.</param>
    /// <param name="write">Takes each sentence as soon as it stands.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<Answer> WriteAsync(
        SearchRequest request,
        string asked,
        FoundPassages found,
        Action<SentenceAnswered> write,
        CancellationToken cancellationToken
    )
    {
        ICollectionGrain collection = grains.GetGrain<ICollectionGrain>(request.Collection.ToString());
        CollectionSettings settings = (await maps.GetAsync(request.Collection, cancellationToken)).Settings;
        Dictionary<ChunkId, Chunk> chunks = found
            .Passages.Select(passage => passage.Chunk)
            .DistinctBy(chunk => chunk.Id)
            .ToDictionary(chunk => chunk.Id);
        Question question = new(asked)
        {
            Frequency = await statistics.FrequencyAsync(request with { Query = asked }, settings, cancellationToken),
            Language = settings.Language,
            ContextTokensMax = request.Options.Answer.ContextTokensMax,
            Explain = request.Options.Call.Explain,
            ChatModel = request.Options.Answer.ChatModel,
            Style = request.Options.Answer.Prompt,
            Template = settings.Prompt.Length > 0 ? settings.Prompt : PromptTemplate.Default,
            Neighbours = chat.Client is null ? null : (chunk, token) => NeighboursAsync(request, chunk, chunks, token),
            // Asked only when nothing was found: it decides between "no documents" and "no match".
            DocumentCount = found.Passages.Length == 0 ? (await collection.GetAsync(cancellationToken)).IndexedCount : null,
        };
        HashSet<string> cited = [];
        IAsyncEnumerable<AnswerEvent> events = Composer(settings.ModelName(), chunks)
            .StreamAsync(question, found.Passages, cancellationToken);
        await foreach (AnswerEvent next in events.WithCancellation(cancellationToken))
        {
            switch (next)
            {
                case SentenceEvent { Sentence: var sentence, Citations: var citations }:
                    write(new SentenceAnswered(sentence, [.. citations.Where(citation => cited.Add(citation.Id))]));
                    break;
                case FinishedEvent { Answer: var answer }:
                    return answer;
                default:
                    throw new InvalidOperationException($"An answer has no event {next.GetType().Name}.");
            }
        }

        throw new InvalidOperationException("The answer ended without its last event.");
    }

    // A document that goes or changes meanwhile, or does not answer, is read as far as it was found.
    private async Task<Passage[]> NeighboursAsync(
        SearchRequest request,
        ChunkId chunk,
        Dictionary<ChunkId, Chunk> chunks,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Passage[] around = await grains
                .GetGrain<IDocumentGrain>($"{request.Collection}/{chunk.Document}")
                .FindChunkAsync(chunk, NeighboursMax, cancellationToken);
            foreach (Passage passage in around)
                chunks.TryAdd(passage.Chunk.Id, passage.Chunk);
            return around;
        }
        catch (RagException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Unavailable)
        {
            LogNoNeighbours(error, request.Collection);
            return [];
        }
    }

    private AnswerComposer Composer(string model, Dictionary<ChunkId, Chunk> chunks)
    {
        GroundingOptions withPages = options with { PageOf = (chunk, offset) => chunks[chunk].PageAt(offset) };
        async Task<float[][]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
            (
                await embedders.EmbedAsync(model, new EmbedRequest { Texts = [.. texts], Purpose = TextPurpose.Query }, cancellationToken)
            ).Vectors;
        return chat.Client is { } client
            ? new AnswerComposer(withPages, Embed, client, time, chat.Failed)
            : new AnswerComposer(withPages, Embed);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "What stands around a passage of {Collection} could not be read; it is read alone")]
    private partial void LogNoNeighbours(Exception error, CollectionId collection);
}
