using RagCluster.Caching.Keys;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>
/// Runs golden queries with every plan: questions of the class whose answers the verifier confirmed. One after the other and with rests
/// between, so that people's queries hardly notice; answers are extracted, so that no chat model is paid for it.
/// </summary>
/// <param name="steps">The steps of a query, without a chat model.</param>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="time">The clock of the rests.</param>
internal sealed class GoldenRuns(QuerySteps steps, ShardMaps maps, TimeProvider time)
{
    /// <summary>The verdict from which an answer counts as confirmed.</summary>
    private const double RewardMin = 0.5;

    // A fifth of the time at most.
    private const int RestsPerRun = 4;
    private const int TimeoutMs = 30_000;

    /// <summary>The golden ones among recorded queries.</summary>
    /// <param name="records">The records, newest first.</param>
    /// <param name="lineage">The collection that they must be of.</param>
    /// <param name="countMax">The most queries.</param>
    internal static QueryRecord[] Among(IEnumerable<QueryRecord> records, long? lineage, int countMax) =>
        [
            .. records
                .Where(record =>
                    record is { IsAnswer: true, Reward: >= RewardMin }
                    && record.Request.Options.Answer.History.Length == 0
                    && record.Version.Lineage == lineage
                )
                .DistinctBy(record => record.Request.Query, StringComparer.Ordinal)
                .Take(countMax),
        ];

    /// <summary>Runs a golden query with every plan that it can have.</summary>
    /// <returns>The verdicts; none where a plan had none, since only verdicts on the same queries compare plans.</returns>
    internal async Task<PlanVerdict[]> RunAsync(QueryRecord golden, CancellationToken cancellationToken)
    {
        SearchRequest open = golden.Request with { Options = Open(golden.Request.Options) };
        CollectionSettings settings = (await maps.GetAsync(open.Collection, cancellationToken)).Settings;
        string[] excluded = RetrievalPlanNames.Excluded(open.Options, isAnswer: true, settings.Dimensions > 0);
        List<PlanVerdict> verdicts = [];
        foreach (string plan in EvidenceTranslation.PlanNames.Except(excluded))
        {
            long began = time.GetTimestamp();
            if (await RewardAsync(open with { Options = RetrievalPlanNames.With(open.Options, plan) }, cancellationToken) is not { } reward)
                return [];
            verdicts.Add(new PlanVerdict(plan, reward));
            await Task.Delay(RestsPerRun * time.GetElapsedTime(began), time, cancellationToken);
        }

        return [.. verdicts];
    }

    private static SearchOptions Open(SearchOptions options) =>
        options with
        {
            Call = options.Call with { Cache = false, Explain = false },
            Retrieval = options.Retrieval with { Mode = SearchMode.Hybrid, Rerank = false, Reranker = null, TimeoutMs = TimeoutMs },
            Answer = options.Answer with { MultiQuery = false, ChatModel = null },
        };

    private async Task<double?> RewardAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        PassagesFound? found = null;
        Answer? answer = null;
        await foreach (
            QueryEvent next in QueryGrain.EventsAsync(
                steps,
                new QueryCall(request, CachedKind.Answer, QueryOrigin.Server),
                cancellationToken
            )
        )
            (found, answer) = ((next as PassagesFound) ?? found, (next as AnswerCompleted)?.Answer ?? answer);
        return PlanOutcome.Reward(found!.Found, answer);
    }
}
