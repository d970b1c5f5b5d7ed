using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Operations;
using RagCluster.Planning.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// Keeps an experiment's evidence and stops its losing arms. What was observed is written every few seconds: a crash costs the last ones, all arms
/// alike. A stop is written at once.
/// </summary>
internal sealed partial class ExperimentGrain(
    [PersistentState("experiment")] IPersistentState<StoredExperiment> state,
    TimeProvider time,
    ILogger<ExperimentGrain> log
) : Grain, IExperimentGrain
{
    private static readonly TimeSpan WritePeriod = TimeSpan.FromSeconds(5);

    private ExperimentRecord? _record;
    private ExperimentEvidence? _evidence;
    private bool _isWritten = true;

    private string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(WriteOnTimeAsync, new GrainTimerCreationOptions(WritePeriod, WritePeriod));
        if (state.State.Record.Length == 0)
            return Task.CompletedTask;
        _record = JsonSerializer.Deserialize<ExperimentRecord>(state.State.Record)!;
        _evidence = new ExperimentEvidence(_record.Design(), new EvidenceSums(_record.Tallies, _record.LogRatios, state.State.Seen));
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
        if (_record is not null)
            throw new RagException(
                ErrorKind.Conflict,
                "experiment-exists",
                $"There is an experiment '{definition.Name}' already; choose another name."
            );
        DateTimeOffset now = time.GetUtcNow();
        // The same name again, later, splits anew.
        string salt = string.Create(CultureInfo.InvariantCulture, $"{Name} {now.UtcTicks}");
        _record = new ExperimentRecord(definition, salt, now);
        _evidence = new ExperimentEvidence(_record.Design());
        await WriteAsync();
        return Describe();
    }

    /// <inheritdoc/>
    public Task<ExperimentState?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(_record is null ? null : Describe());

    /// <inheritdoc/>
    public async Task<ExperimentState> StopAsync(string reason, CancellationToken cancellationToken)
    {
        if (_record is null)
            throw RagException.NotFound("experiment", Name[(Name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        if (_record.StoppedAt is null)
        {
            _record = _record with { StoppedAt = time.GetUtcNow(), StopReason = reason };
            await WriteAsync();
            LogStopped(Name, reason);
        }

        return Describe();
    }

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(UnitOutcome[] outcomes, CancellationToken cancellationToken)
    {
        if (_record is not { StoppedAt: null } || _evidence is null)
            return false;
        foreach (UnitOutcome outcome in outcomes)
        {
            if (Count(_evidence, outcome))
            {
                _isWritten = false;
                GrainsMeter.ExperimentOutcome(outcome.Outcome);
            }
        }

        await StopLosersAsync(_record, _evidence);
        return true;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        _record = null;
        _evidence = null;
        _isWritten = true;
        await state.ClearStateAsync(CancellationToken.None);
    }

    private static bool Count(ExperimentEvidence evidence, UnitOutcome outcome) =>
        outcome is { Outcome: OutcomeKind.Click, Value: > 0 }
            ? evidence.RecordClick(outcome.Unit)
            : evidence.Record(outcome.Unit, (OutcomeMetric)outcome.Outcome, outcome.Value);

    private async Task StopLosersAsync(ExperimentRecord record, ExperimentEvidence evidence)
    {
        IReadOnlyList<ArmJudgement> judgements = evidence.Judge();
        List<ArmStop> stops = [.. record.Stops];
        for (int arm = 1; arm < judgements.Count; arm++)
        {
            if (judgements[arm].Broken is not { } broken || stops.Exists(stop => stop.Arm == arm))
                continue;
            string reason = string.Create(
                CultureInfo.InvariantCulture,
                $"It is worse than the control in {broken.Metric.ToString().ToLowerInvariant()} by more than the accepted {broken.Margin}."
            );
            stops.Add(new ArmStop(arm, time.GetUtcNow(), reason));
            LogArmStopped(Name, record.Definition.Arms[arm].Name, reason);
            GrainsMeter.ExperimentArmStopped();
        }

        if (stops.Count == record.Stops.Length)
            return;
        bool isOver = stops.Count == record.Definition.Arms.Length - 1;
        _record = record with
        {
            Stops = [.. stops],
            StoppedAt = isOver ? time.GetUtcNow() : null,
            StopReason = isOver ? "Every arm beside the control lost." : null,
        };
        await WriteAsync();
    }

    private async Task WriteOnTimeAsync(CancellationToken cancellationToken)
    {
        if (!_isWritten)
            await WriteAsync();
    }

    private async Task WriteAsync()
    {
        EvidenceSums sums = _evidence!.ToSums();
        state.State.Record = JsonSerializer.Serialize(_record! with { Tallies = sums.Tallies, LogRatios = sums.LogRatios });
        state.State.Seen = sums.Seen;
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

    private ExperimentState Describe()
    {
        ExperimentRecord record = _record!;
        IReadOnlyList<ArmJudgement> judgements = _evidence!.Judge();
        return new ExperimentState(
            record.Definition,
            record.Salt,
            record.CreatedAt,
            record.StoppedAt,
            record.StopReason,
            [
                .. record.Definition.Arms.Select(
                    (arm, i) => Describe(arm.Name, i, judgements[i], Array.Find(record.Stops, stop => stop.Arm == i))
                ),
            ]
        );
    }

    private static ArmState Describe(string name, int arm, ArmJudgement judgement, ArmStop? stop) =>
        new(
            name,
            arm == 0 ? "control" : judgement.Verdict.ToString().ToLowerInvariant(),
            stop?.At,
            stop?.Reason,
            [.. judgement.Metrics.Select(metric => Describe(arm, metric))]
        );

    private static ArmOutcome Describe(int arm, MetricJudgement metric)
    {
        bool isKnown = arm > 0 && double.IsFinite(metric.Difference.Lower);
        return new ArmOutcome(
            (OutcomeKind)metric.Metric,
            metric.Tally.Count,
            metric.Tally.Mean,
            isKnown ? metric.Difference.Estimate : null,
            isKnown ? metric.Difference.Lower : null,
            isKnown ? metric.Difference.Upper : null,
            isKnown ? metric.PValue : null
        );
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The experiment {Experiment} is stopped: {Reason}")]
    private partial void LogStopped(string experiment, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The arm {Arm} of the experiment {Experiment} is stopped: {Reason}")]
    private partial void LogArmStopped(string experiment, string arm, string reason);
}
