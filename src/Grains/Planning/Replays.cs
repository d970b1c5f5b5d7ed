using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Planning;

/// <summary>Repeats recorded queries with the plan that they had, and says what is not as it was.</summary>
internal sealed class Replays(IGrainFactory grains, CachedQueries queries, QueryRecorder recorder)
{
    /// <summary>Repeats a query.</summary>
    /// <exception cref="RagException">NotFound: no such record.</exception>
    internal async Task<ReplayResponse> RepeatAsync(CollectionId collection, string id, CancellationToken cancellationToken)
    {
        QueryRecord record = await FindAsync(collection, id, cancellationToken) ?? throw RagException.NotFound("recorded query", id);
        // What was recorded without efforts was searched with those that were calibrated, whatever is tuned since.
        SearchRequest request = record.Request with
        {
            BypassCache = true,
            Efforts = record.Request.Efforts ?? [],
        };
        PlannedQuery query = new(request, request, record.IsAnswer, record.Explanation.QueryClass, PlanSource.Replay)
        {
            Choice = record.Explanation.Choice,
        };
        AskResponse? answer = record.IsAnswer ? await queries.AskAsync(request, query.Trace, cancellationToken) : null;
        SearchResponse search = answer?.Search ?? await queries.SearchAsync(request, query.Trace, cancellationToken);
        search = search with { Explanation = QueryRecorder.Explain(query) with { Record = record.Id } };
        return new ReplayResponse(record, search, Changed(record, PlanOutcome.Version(query.Trace.Found!)))
        {
            Answer = answer is null ? null : answer with { Search = search },
            IsSame = QueryRecorder.Ranking(search).AsSpan().SequenceEqual(record.Found),
            ChoosesSamePlan = record.Explanation.Choice is { } choice ? PlanLedger.ChooseAgain(choice) == choice.Plan : null,
        };
    }

    private async Task<QueryRecord?> FindAsync(CollectionId collection, string id, CancellationToken cancellationToken) =>
        RecordId.TryParse(id, out RecordId? parsed)
        && parsed.Collection == collection.Name
        && QueryClassNames.All.Contains(parsed.QueryClass)
            ? await grains.GetGrain<ITaskPlanGrain>(Keys.TaskPlan(collection, parsed.QueryClass)).FindRecordAsync(id, cancellationToken)
            : null;

    private string[] Changed(QueryRecord record, CollectionVersion now)
    {
        CollectionVersion then = record.Version;
        bool isKnown = then.Positions.Length > 0 && now.Positions.Length > 0;
        bool isSameCollection = then.Lineage == now.Lineage;
        bool isSameModel = (then.FirstShard, then.Model) == (now.FirstShard, now.Model);
        return
        [
            .. isKnown ? Array.Empty<string>() : ["state_unknown"],
            .. isKnown && !isSameCollection ? ["collection"] : Array.Empty<string>(),
            .. isSameModel ? Array.Empty<string>() : ["model"],
            .. isKnown && isSameCollection && isSameModel && !then.Positions.AsSpan().SequenceEqual(now.Positions)
                ? ["documents"]
                : Array.Empty<string>(),
            .. record.Program == recorder.Program(record.IsAnswer) ? Array.Empty<string>() : ["program"],
        ];
    }
}
