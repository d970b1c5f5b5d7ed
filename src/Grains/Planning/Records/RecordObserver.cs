using Microsoft.Extensions.Logging;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Planning.Records;

/// <summary>Says how queries that ask for it were answered, and records them so that they can be repeated.</summary>
/// <param name="grains">Reaches the records.</param>
/// <param name="records">Makes them.</param>
/// <param name="time">The clock of the wait.</param>
/// <param name="log">Says what was not recorded.</param>
internal sealed partial class RecordObserver(IGrainFactory grains, QueryRecords records, TimeProvider time, ILogger<RecordObserver> log)
    : IQueryObserver
{
    // Whoever wants an explanation wants the answer first.
    private static readonly TimeSpan RecordTimeout = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IQueryWatch?>(
            call.Request.Options.Call.Explain && call.Origin == QueryOrigin.Caller ? new Watch(this, call.Request) : null
        );

    // The explanation, with the id of the record where there is one.
    private async Task<PlanExplanation> RecordAsync(
        SearchRequest request,
        PlanExplanation explanation,
        SearchFinding finding,
        QueryOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        QueryRecord record = records.Of(request, explanation, finding, outcome);
        return explanation with { Record = await IsRecordedAsync(QueryRecords.Key(request), record, cancellationToken) ? record.Id : null };
    }

    private async Task<bool> IsRecordedAsync(string key, QueryRecord record, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(RecordTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await grains.GetGrain<ITaskPlanGrain>(key).RecordAsync(record, either.Token).WaitAsync(either.Token);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: the query has its answer, and the explanation says that there is no record.
            LogNotRecorded(error, key);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query of {Key} was not recorded")]
    private partial void LogNotRecorded(Exception error, string key);

    private sealed class Watch(RecordObserver observer, SearchRequest asked) : QueryTrace
    {
        // What happened can be told only of what is computed.
        private readonly SearchRequest _request = asked with
        {
            Options = asked.Options with { Call = asked.Options.Call with { Cache = false } },
        };

        public override SearchRequest Amend(SearchRequest request) => _request;

        public override async ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken)
        {
            if (Finding is null)
                return report;
            PlanSource source = RetrievalPlanNames.IsOpen(_request.Options) ? PlanSource.Fixed : PlanSource.Request;
            PlanExplanation explanation = report.Explanation ?? Explain(_request, source, null);
            return report with { Explanation = await observer.RecordAsync(_request, explanation, Finding, outcome, cancellationToken) };
        }
    }
}
