using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Planning;
using RagCluster.Grounding;
using RagCluster.Grounding.Asking;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Grains.Query;

/// <summary>Finds the passages of a question in a conversation: makes it stand alone, searches it in one or several wordings, fuses what they find.</summary>
/// <param name="retrieval">Finds the passages of one wording.</param>
/// <param name="options">How long a chat model may take.</param>
/// <param name="chat">Prepares questions, if one is configured.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="log">Says why a chat model was not used.</param>
internal sealed partial class QuestionSearch(
    Retrieval retrieval,
    GroundingOptions options,
    ChatModel chat,
    TimeProvider time,
    ILogger<QuestionSearch> log
)
{
    /// <summary>The fallback's name when a passage was to be imagined and there is no chat model, or it failed.</summary>
    internal const string HydeUnavailable = "hyde_unavailable";

    /// <summary>The question as it was searched, and what was found.</summary>
    /// <param name="request">The question.</param>
    /// <param name="trace">Is told the steps; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<(string Question, FoundPassages Found)> FindAsync(
        SearchRequest request,
        QueryTrace? trace,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        chat.Check(request.ChatModel);
        QuestionRewriter rewriter = new(chat.Client, options, time, LogUnavailable);
        string question = await rewriter.StandaloneAsync(request.Query, request.History, cancellationToken);
        if (question.Length > SearchRequest.QueryLengthMax)
            question = request.Query;
        SearchRequest alone = request with { Query = question };
        string? imagined = request.Hyde ? await rewriter.HypotheticalPassageAsync(question, cancellationToken) : null;
        FoundPassages found = await retrieval.SearchAsync(alone, imagined, trace, cancellationToken);
        string[] wordings = request.MultiQuery ? await WordingsAsync(rewriter, question, found.Response, cancellationToken) : [];
        if (wordings.Length > 0)
        {
            trace?.Told("expand", Stopwatch.GetElapsedTime(began));
            QueryTrace?[] many = [.. wordings.Select(_ => trace is null ? null : new QueryTrace())];
            // All wordings of a record are repeated with the efforts of the first.
            alone = alone with
            {
                Efforts = found.Efforts,
            };
            FoundPassages[] others = await Task.WhenAll(
                wordings.Select((wording, i) => retrieval.SearchAsync(alone with { Query = wording }, many[i], cancellationToken))
            );
            trace?.AddMany([.. many.OfType<QueryTrace>()]);
            found = Fuse([found, .. others], request.TopK);
        }

        return (
            question,
            found with
            {
                Response = found.Response with
                {
                    Queries = [question, .. wordings],
                    Degraded = request.Hyde && imagined is null ? [.. found.Response.Degraded, HydeUnavailable] : found.Response.Degraded,
                },
            }
        );
    }

    private static FoundPassages Fuse(FoundPassages[] founds, int topK)
    {
        FoundPassages first = founds[0];
        bool areOfOneState = first.Positions is { } positions && founds.All(found => found.IsOf(first.Settings, positions));
        return first with
        {
            Response = Fuse([.. founds.Select(found => found.Response)], topK),
            Positions = areOfOneState ? first.Positions : null,
        };
    }

    // By ranks: scores of different wordings can't be compared.
    private static SearchResponse Fuse(SearchResponse[] searches, int topK)
    {
        Dictionary<ChunkId, int> numbers = [];
        List<Passage> passages = [];
        int[][] rankings = [.. searches.Select(search => search.Passages.Select(Number).ToArray())];
        RankedItem[] fused = ReciprocalRankFusion.Fuse(rankings, [.. searches.Select(_ => 1.0)]);
        return searches[0] with
        {
            Passages = [.. fused.Take(topK).Select(item => passages[item.Item] with { Score = item.Score })],
            ShardsAnswered = searches.Min(search => search.ShardsAnswered),
            Degraded = [.. searches.SelectMany(search => search.Degraded).Distinct()],
        };

        int Number(Passage passage)
        {
            if (!numbers.TryGetValue(passage.Chunk.Id, out int number))
            {
                numbers[passage.Chunk.Id] = number = passages.Count;
                passages.Add(passage);
            }

            return number;
        }
    }

    private static async Task<string[]> WordingsAsync(
        QuestionRewriter rewriter,
        string question,
        SearchResponse search,
        CancellationToken cancellationToken
    )
    {
        string[] written = await rewriter.WordingsAsync(question, cancellationToken);
        if (written.Length > 0)
            return written;
        return QueryFeedback.Expand(question, search.Passages) is { Length: <= SearchRequest.QueryLengthMax } expanded ? [expanded] : [];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chat model did not prepare the question; rules do")]
    private partial void LogUnavailable(Exception error);
}
