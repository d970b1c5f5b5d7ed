using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// Stores an experiment, which <see cref="ExperimentRun"/> judges. What was observed is written every few seconds: a crash costs the last
/// outcomes, those of all arms alike. A stop is written at once.
/// </summary>
internal sealed partial class ExperimentGrain(
    [PersistentState("experiment")] IPersistentState<StoredExperiment> state,
    TimeProvider time,
    ILogger<ExperimentGrain> log
) : Grain, IExperimentGrain
{
    private static readonly TimeSpan WritePeriod = TimeSpan.FromSeconds(5);

    private ExperimentRun? _run;
    private bool _isWritten = true;

    private string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(WriteOnTimeAsync, new GrainTimerCreationOptions(WritePeriod, WritePeriod));
        _run = ExperimentRun.Restore(state.State);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await WriteOnTimeAsync(cancellationToken);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ExperimentState> StartAsync(ExperimentDefinition definition, CancellationToken cancellationToken)
    {
        if (_run is not null)
            throw new RagException(
                ErrorKind.Conflict,
                "experiment-exists",
                $"There is an experiment '{definition.Name}' already; choose another name."
            );
        _run = ExperimentRun.Begin(definition, Name, time.GetUtcNow());
        await WriteAsync(_run);
        return _run.Describe();
    }

    /// <inheritdoc/>
    public Task<ExperimentState?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(_run?.Describe());

    /// <inheritdoc/>
    public async Task<ExperimentState> StopAsync(string reason, CancellationToken cancellationToken)
    {
        ExperimentRun run = _run ?? throw RagException.NotFound("experiment", Name[(Name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        if (run.Stop(reason, time.GetUtcNow()))
        {
            await WriteAsync(run);
            LogStopped(Name, reason);
        }

        return run.Describe();
    }

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(UnitOutcome[] outcomes, CancellationToken cancellationToken)
    {
        if (_run is not { IsStopped: false } run)
            return false;
        foreach (UnitOutcome outcome in outcomes)
        {
            if (!run.Count(outcome))
                continue;
            _isWritten = false;
            GrainsMeter.ExperimentOutcome(outcome.Outcome);
        }

        IReadOnlyList<ArmStop> stopped = run.StopLosers(time.GetUtcNow());
        foreach (ArmStop stop in stopped)
        {
            LogArmStopped(Name, run.NameOf(stop.Arm), stop.Reason);
            GrainsMeter.ExperimentArmStopped();
        }

        if (stopped.Count > 0)
            await WriteAsync(run);
        return true;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        _run = null;
        _isWritten = true;
        await state.ClearStateAsync(CancellationToken.None);
    }

    private async Task WriteOnTimeAsync(CancellationToken cancellationToken)
    {
        if (!_isWritten && _run is { } run)
            await WriteAsync(run);
    }

    private async Task WriteAsync(ExperimentRun run)
    {
        run.CopyTo(state.State);
        _isWritten = true;
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            _isWritten = false;
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The experiment {Experiment} is stopped: {Reason}")]
    private partial void LogStopped(string experiment, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The arm {Arm} of the experiment {Experiment} is stopped: {Reason}")]
    private partial void LogArmStopped(string experiment, string arm, string reason);
}
