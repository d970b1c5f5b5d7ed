using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// Lets queries be asked as their arm of a running experiment asks them, and reports what came of it. The arm's overrides are in the
/// request before anything looks at it, so the cache's key holds them: no arm is ever answered with another's answer.
/// </summary>
/// <param name="running">Knows the arms.</param>
/// <param name="reports">Takes what came of it.</param>
internal sealed class ExperimentObserver(RunningExperiments running, OutcomeReports reports) : IQueryObserver
{
    /// <inheritdoc/>
    public async ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken) =>
        call.Origin == QueryOrigin.Caller && await running.ExposeAsync(call.Request, cancellationToken) is { } exposure
            ? new Watch(exposure, reports)
            : null;

    private sealed class Watch(Exposure exposure, OutcomeReports reports) : IQueryWatch
    {
        public SearchRequest Amend(SearchRequest request) => exposure.Request;

        public CallReport Describe(CallReport report) => report with { Experiment = exposure.Shown };

        public void Ended(QueryOutcome outcome, CallReport report)
        {
            if (outcome.Answer is { } answer)
                reports.Answered(exposure, answer, report);
            else
                reports.Searched(exposure, outcome.Found, report);
        }

        public void Failed(Exception error) => reports.Failed(exposure);
    }
}
