using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Telemetry;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Operations;

/// <summary>Measures queries: their stages, what they find, and the load that they are.</summary>
/// <param name="load">Takes how long searches take.</param>
internal sealed class QueryMetrics(LoadMeter load) : IQueryObserver, IQueryWatch, IStepWatch
{
    private const string Cached = "cached";

    /// <inheritdoc/>
    public ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IQueryWatch?>(this);

    /// <inheritdoc/>
    public IQueryWatch BeginWording() => this;

    /// <inheritdoc/>
    public void StageEnded(string stage, TimeSpan took) => GrainsMeter.SearchStage(stage, took);

    /// <inheritdoc/>
    public void Searched(int passageCount, TimeSpan took)
    {
        GrainsMeter.Found(passageCount);
        load.Observe(took);
    }

    // Hits have a stage of their own and are no part of the load: they would hide from both how long the search itself takes.
    /// <inheritdoc/>
    public void Ended(QueryOutcome outcome, CallReport report)
    {
        if (report.Cached is not null)
            GrainsMeter.SearchStage(Cached, report.Took);
    }

    /// <inheritdoc/>
    public IStepWatch BeginShardCall()
    {
        GrainsMeter.ShardCalled(isSecond: false);
        return this;
    }

    /// <inheritdoc/>
    public void Repeated() => GrainsMeter.ShardCalled(isSecond: true);
}
