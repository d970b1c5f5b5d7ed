using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Tuning;
using RagCluster.Grains.Placement;
using RagCluster.Planning.Tuning;

namespace RagCluster.Grains.Tuning;

/// <summary>Tells and changes what its silo tunes.</summary>
[PinnedPlacement]
internal sealed partial class TuningGrain(HedgeTuning hedging, ILocalSiloDetails silo, TimeProvider time, ILogger<TuningGrain> log) : Grain, ITuningGrain
{
    /// <inheritdoc/>
    public Task<KnobState[]> ListAsync(CancellationToken cancellationToken) => Task.FromResult<KnobState[]>([Describe()]);

    /// <inheritdoc/>
    public Task<KnobState> RevertAsync(string knob, int change, CancellationToken cancellationToken)
    {
        Check(knob);
        TuningChange back = hedging.With(tuner => tuner.Revert(change, time.GetUtcNow()))
            ?? throw RagException.NotFound($"change of {knob}", change.ToString(System.Globalization.CultureInfo.InvariantCulture));
        LogReverted(knob, back.From, back.To, change);
        return Task.FromResult(Describe());
    }

    /// <inheritdoc/>
    public Task<KnobState> ReleaseAsync(string knob, CancellationToken cancellationToken)
    {
        Check(knob);
        hedging.With(tuner =>
        {
            tuner.Release();
            return true;
        });
        return Task.FromResult(Describe());
    }

    private static void Check(string knob)
    {
        if (knob != HedgeTuning.Knob.Name)
            throw RagException.NotFound("knob", knob);
    }

    private KnobState Describe() => hedging.With(tuner => new KnobState(
        silo.SiloAddress.ToParsableString(),
        HedgeTuning.Knob.Name,
        hedging.IsOn,
        tuner.IsHeld,
        tuner.Value,
        HedgeTuning.Knob.Min,
        HedgeTuning.Knob.Max,
        hedging.IsOn ? tuner.Candidate(time.GetUtcNow()) : null,
        [.. tuner.Changes.Select(change => new KnobChange(change.Number, change.At, change.From, change.To, change.Reason))]));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Knob} is turned from {From} to {To}: change {Change} was reverted by command")]
    private partial void LogReverted(string knob, double from, double to, int change);
}
