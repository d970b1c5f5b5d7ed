using System.Diagnostics;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grounding;
using RagCluster.Grounding.Asking;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Grains.Query.Asking;

/// <summary>
/// Finds the passages of a question in a conversation: makes it stand alone, searches it in one or several wordings, fuses what they find.
/// </summary>
/// <param name="passages">Finds the passages of one wording.</param>
/// <param name="options">How long a chat model may take.</param>
/// <param name="chat">Prepares questions, if one is configured.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class QuestionSearch(PassageSearch passages, GroundingOptions options, ChatModel chat, TimeProvider time)
{
    /// <summary>The fallback's name when a passage was to be imagined and there is no chat model, or it failed.</summary>
    internal const string HydeUnavailable = "hyde_unavailable";

    /// <summary>The question as it was searched, and what was found.</summary>
    /// <param name="request">The question.</param>
    /// <param name="watches">Hear of the steps.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<(string Question, SearchFinding Finding)> FindAsync(
        SearchRequest request,
        QueryWatches watches,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        AnswerOptions answer = request.Options.Answer;
        chat.Check(answer.ChatModel);
        QuestionRewriter rewriter = new(chat.Client, options, time, chat.Failed);
        string question = await rewriter.StandaloneAsync(request.Query, answer.History, cancellationToken);
        if (question.Length > SearchRequest.QueryLengthMax)
            question = request.Query;
        SearchRequest alone = request with { Query = question };
        string? imagined = answer.Hyde ? await rewriter.HypotheticalPassageAsync(question, cancellationToken) : null;
        SearchFinding finding = await passages.SearchAsync(alone, imagined, watches, cancellationToken);
        string[] wordings = answer.MultiQuery ? await WordingsAsync(rewriter, question, finding.Passages, cancellationToken) : [];
        if (wordings.Length > 0)
        {
            QueryWatches[] each = watches.BeginWordings(wordings.Length, Stopwatch.GetElapsedTime(began));
            // All wordings of a record are repeated with the efforts of the first.
            SearchOptions asFirst = alone.Options with
            {
                Retrieval = alone.Options.Retrieval with { Efforts = finding.Efforts },
            };
            SearchFinding[] others = await Task.WhenAll(
                wordings.Select(
                    (wording, i) =>
                        passages.SearchAsync(alone with { Query = wording, Options = asFirst }, null, each[i], cancellationToken)
                )
            );
            watches.WordingsEnded();
            finding = Fuse([finding, .. others], request.Options.Results.Wanted);
        }

        FoundPassages found = finding.Passages with { Queries = [question, .. wordings] };
        return (
            question,
            finding with
            {
                Passages = answer.Hyde && imagined is null ? found with { Degraded = [.. found.Degraded, HydeUnavailable] } : found,
            }
        );
    }

    private static SearchFinding Fuse(SearchFinding[] findings, int topK)
    {
        SearchFinding first = findings[0];
        bool areOfOneState = first.Positions is { } positions && findings.All(finding => finding.IsOf(first.Settings, positions));
        return first with
        {
            Passages = Fuse([.. findings.Select(finding => finding.Passages)], topK),
            Positions = areOfOneState ? first.Positions : null,
        };
    }

    // By ranks: scores of different wordings can't be compared.
    private static FoundPassages Fuse(FoundPassages[] searches, int topK)
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
        FoundPassages found,
        CancellationToken cancellationToken
    )
    {
        string[] written = await rewriter.WordingsAsync(question, cancellationToken);
        if (written.Length > 0)
            return written;
        return QueryFeedback.Expand(question, found.Passages) is { Length: <= SearchRequest.QueryLengthMax } expanded ? [expanded] : [];
    }
}
