using Microsoft.Extensions.Options;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Planning.Records;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Planning.Choosing;

/// <summary>
/// Gives queries that leave it open the planner's legs, before anything looks at them, so that they are in the cache's key; and tells the
/// planner what came of them. While the planner is off a query passes untouched.
/// </summary>
/// <param name="chooser">Chooses.</param>
/// <param name="records">Makes records of queries.</param>
/// <param name="reports">Takes what came of them.</param>
/// <param name="silo">Names this silo.</param>
/// <param name="options">Whether the planner is on.</param>
internal sealed class PlannerObserver(
    PlanChooser chooser,
    QueryRecords records,
    PlanReports reports,
    ILocalSiloDetails silo,
    IOptions<PlannerOptions> options
) : IQueryObserver
{
    /// <inheritdoc/>
    public async ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn || call.Origin != QueryOrigin.Caller)
            return null;
        PlannedQuery planned = await chooser.PlanAsync(call.Request, call.IsAnswer, cancellationToken);
        PlannerMeter.Chosen(planned.Source);
        return new Watch(this, planned);
    }

    private void Report(PlannedQuery query, PlanExplanation explanation, SearchFinding finding, QueryOutcome outcome) =>
        reports.Add(
            QueryRecords.Key(query.Request),
            records.Of(query.Request, explanation, finding, outcome),
            PlanOutcome.Citations(outcome.Found, outcome.Answer),
            silo.Name
        );

    private sealed class Watch(PlannerObserver observer, PlannedQuery query) : QueryTrace
    {
        public override SearchRequest Amend(SearchRequest request) => query.Request;

        public override ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken) =>
            ValueTask.FromResult(
                Finding is not null && query.Request.Options.Call.Explain
                    ? report with
                    {
                        Explanation = Explain(query.Request, query.Source, query.Choice),
                    }
                    : report
            );

        public override void Ended(QueryOutcome outcome, CallReport report)
        {
            if (Finding is not null && query.Source != PlanSource.Request)
                observer.Report(query, report.Explanation ?? Explain(query.Request, query.Source, query.Choice), Finding, outcome);
        }
    }
}
