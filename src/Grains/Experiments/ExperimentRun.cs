using System.Globalization;
using System.Text.Json;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Planning.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// An experiment with its evidence: it counts outcomes, judges the arms and stops those that lose. Not safe for concurrent use: the grain's
/// turn guards it.
/// </summary>
internal sealed class ExperimentRun
{
    private readonly ExperimentEvidence _evidence;
    private ExperimentRecord _record;

    private ExperimentRun(ExperimentRecord record, ExperimentEvidence evidence) => (_record, _evidence) = (record, evidence);

    /// <summary>Whether it was stopped; what its units do counts no more then.</summary>
    internal bool IsStopped => _record.StoppedAt is not null;

    /// <summary>An experiment that begins.</summary>
    /// <param name="definition">What it compares.</param>
    /// <param name="key">Its name with its tenant.</param>
    /// <param name="now">The time, which is part of the salt: a later experiment of the same name assigns units anew.</param>
    internal static ExperimentRun Begin(ExperimentDefinition definition, string key, DateTimeOffset now)
    {
        ExperimentRecord record = new(definition, string.Create(CultureInfo.InvariantCulture, $"{key} {now.UtcTicks}"), now);
        return new ExperimentRun(record, new ExperimentEvidence(record.Design()));
    }

    /// <summary>The experiment that was stored; null when there is none.</summary>
    internal static ExperimentRun? Restore(StoredExperiment stored)
    {
        if (stored.Record.Length == 0)
            return null;
        ExperimentRecord record = JsonSerializer.Deserialize<ExperimentRecord>(stored.Record)!;
        EvidenceSums sums = new(record.Tallies, record.LogRatios, stored.Seen);
        return new ExperimentRun(record, new ExperimentEvidence(record.Design(), sums));
    }

    /// <summary>Writes it into the state that is stored.</summary>
    internal void CopyTo(StoredExperiment stored)
    {
        EvidenceSums sums = _evidence.ToSums();
        stored.Record = JsonSerializer.Serialize(_record with { Tallies = sums.Tallies, LogRatios = sums.LogRatios });
        stored.Seen = sums.Seen;
    }

    /// <summary>Counts an outcome.</summary>
    /// <returns>Whether it counts: each unit does once for each kind.</returns>
    internal bool Count(UnitOutcome outcome) =>
        outcome is { Outcome: OutcomeKind.Click, Value: > 0 }
            ? _evidence.RecordClick(outcome.Unit)
            : _evidence.Record(outcome.Unit, (OutcomeMetric)outcome.Outcome, outcome.Value);

    /// <summary>Stops the experiment, once.</summary>
    /// <returns>Whether it was running.</returns>
    internal bool Stop(string reason, DateTimeOffset now)
    {
        if (IsStopped)
            return false;
        _record = _record with { StoppedAt = now, StopReason = reason };
        return true;
    }

    /// <summary>Stops the arms that lose against the control, and the experiment once no other arm is left.</summary>
    /// <returns>The arms that this call stopped.</returns>
    internal IReadOnlyList<ArmStop> StopLosers(DateTimeOffset now)
    {
        IReadOnlyList<ArmJudgement> judgements = _evidence.Judge();
        List<ArmStop> stopped = [];
        for (int arm = 1; arm < judgements.Count; arm++)
        {
            if (judgements[arm].Broken is { } broken && !Array.Exists(_record.Stops, stop => stop.Arm == arm))
                stopped.Add(new ArmStop(arm, now, Reason(broken)));
        }

        if (stopped.Count == 0)
            return stopped;
        _record = _record with { Stops = [.. _record.Stops, .. stopped] };
        if (_record.Stops.Length == _record.Definition.Arms.Length - 1)
            Stop("Every arm besides the control lost.", now);
        return stopped;
    }

    /// <summary>The name of an arm.</summary>
    internal string NameOf(int arm) => _record.Definition.Arms[arm].Name;

    /// <summary>The experiment as people read it.</summary>
    internal ExperimentState Describe()
    {
        IReadOnlyList<ArmJudgement> judgements = _evidence.Judge();
        return new ExperimentState(
            _record.Definition,
            _record.Salt,
            _record.CreatedAt,
            _record.StoppedAt,
            _record.StopReason,
            [
                .. _record.Definition.Arms.Select(
                    (arm, i) => Describe(arm.Name, i, judgements[i], Array.Find(_record.Stops, stop => stop.Arm == i))
                ),
            ]
        );
    }

    private static string Reason(Guardrail broken) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"It is worse than the control in {broken.Metric.ToString().ToLowerInvariant()} by more than the accepted {broken.Margin}."
        );

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
}
