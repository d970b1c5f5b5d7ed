using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Shards;
using RagCluster.Grounding;

namespace RagCluster.Grains.Query;

/// <summary>The way from a question's passages to its cited answer: pick or generate sentences that they support.</summary>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="embedders">Embeds sentences.</param>
/// <param name="grains">Reaches the collection.</param>
/// <param name="options">Limits of answers.</param>
/// <param name="chat">Writes answers, if one is configured.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="log">Says why a chat model was not used.</param>
internal sealed partial class Answering(
    ShardMaps maps,
    Embedders embedders,
    IGrainFactory grains,
    GroundingOptions options,
    ChatModel chat,
    TimeProvider time,
    ILogger<Answering> log
)
{
    /// <summary>The events of one answer.</summary>
    /// <param name="request">The question.</param>
    /// <param name="asked">The question as it was searched: it stands alone.</param>
    /// <param name="search">The passages that were found for it, each a chunk as it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async IAsyncEnumerable<AskEvent> AnswerAsync(
        SearchRequest request,
        string asked,
        SearchResponse search,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        yield return new PassagesFound(search);
        ICollectionGrain collection = grains.GetGrain<ICollectionGrain>(request.Collection.ToString());
        CollectionSettings settings = (await maps.GetAsync(request.Collection, cancellationToken)).Settings;
        Question question = new(asked)
        {
            ContextTokensMax = request.ContextTokensMax,
            ChatModel = request.ChatModel,
            Style = request.Prompt,
            // Asked only when nothing was found: it decides between "no documents" and "no match".
            DocumentCount = search.Passages.Length == 0 ? (await collection.GetAsync(cancellationToken)).IndexedCount : null,
        };
        AnswerComposer composer = Composer(settings.Model, search);
        HashSet<string> cited = [];
        await foreach (
            AnswerEvent next in composer.StreamAsync(question, search.Passages, cancellationToken).WithCancellation(cancellationToken)
        )
        {
            yield return next switch
            {
                SentenceEvent sentence => new SentenceAnswered(
                    sentence.Sentence,
                    [.. sentence.Citations.Where(citation => cited.Add(citation.Id))]
                ),
                FinishedEvent finished => new AnswerCompleted(finished.Answer, search.Took + Stopwatch.GetElapsedTime(began)),
                _ => throw new InvalidOperationException($"An answer has no event {next.GetType().Name}."),
            };
        }
    }

    private AnswerComposer Composer(string model, SearchResponse search)
    {
        Dictionary<ChunkId, Chunk> chunks = search
            .Passages.Select(passage => passage.Chunk)
            .DistinctBy(chunk => chunk.Id)
            .ToDictionary(chunk => chunk.Id);
        GroundingOptions withPages = options with { PageOf = (chunk, offset) => chunks[chunk].PageAt(offset) };
        async Task<float[][]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
            (
                await embedders.EmbedAsync(model, new EmbedRequest { Texts = [.. texts], Purpose = TextPurpose.Query }, cancellationToken)
            ).Vectors;
        return chat.Client is { } client
            ? new AnswerComposer(withPages, Embed, client, time, LogChatUnavailable)
            : new AnswerComposer(withPages, Embed);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chat model did not answer; the answer is extracted instead")]
    private partial void LogChatUnavailable(Exception error);
}
