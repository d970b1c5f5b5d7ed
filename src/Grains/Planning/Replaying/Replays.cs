using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Planning.Learning;
using RagCluster.Grains.Planning.Records;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Planning.Replaying;

/// <summary>Repeats recorded queries with the plan that they had, and says what is not as it was.</summary>
/// <param name="grains">Reaches the records.</param>
/// <param name="steps">The steps of a query.</param>
/// <param name="records">Knows what makes results here.</param>
internal sealed class Replays(IGrainFactory grains, QuerySteps steps, QueryRecords records)
{
    /// <summary>Repeats a query.</summary>
    /// <exception cref="RagException">NotFound: no such record.</exception>
    internal async Task<ReplayResponse> RepeatAsync(CollectionId collection, string id, CancellationToken cancellationToken)
    {
        QueryRecord record = await FindAsync(collection, id, cancellationToken) ?? throw RagException.NotFound("recorded query", id);
        Watch watch = new(record);
        QueryCall call = new(watch.Request, record.IsAnswer ? CachedKind.Answer : CachedKind.Retrieval, QueryOrigin.Server)
        {
            Watch = watch,
        };
        PassagesFound? found = null;
        AnswerCompleted? completed = null;
        await foreach (QueryEvent next in QueryGrain.EventsAsync(steps, call, cancellationToken))
            (found, completed) = ((next as PassagesFound) ?? found, (next as AnswerCompleted) ?? completed);
        SearchResponse search = new(found!.Found, completed?.Call ?? found.Call);
        return new ReplayResponse(record, search, Changed(record, PlanOutcome.Version(watch.Finding!)))
        {
            Answer = completed is null ? null : new AskResponse(completed.Answer, search.Found, search.Call),
            IsSame = QueryRecords.Ranking(search.Found).AsSpan().SequenceEqual(record.Found),
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
            .. record.Program == records.Program(record.IsAnswer) ? Array.Empty<string>() : ["program"],
        ];
    }

    private sealed class Watch(QueryRecord record) : QueryTrace
    {
        // What was recorded without efforts was searched with those that were calibrated, whatever is tuned since.
        internal SearchRequest Request { get; } =
            record.Request with
            {
                Options = record.Request.Options with
                {
                    Call = record.Request.Options.Call with { Cache = false },
                    Retrieval = record.Request.Options.Retrieval with { Efforts = record.Request.Options.Retrieval.Efforts ?? [] },
                },
            };

        public override ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken) =>
            ValueTask.FromResult(
                report with
                {
                    Explanation = Explain(Request, PlanSource.Replay, record.Explanation.Choice) with { Record = record.Id },
                }
            );
    }
}
