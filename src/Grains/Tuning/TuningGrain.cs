using System.Globalization;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Tuning;
using RagCluster.Grains.Placement;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Grains.Tuning;

/// <summary>Tells and changes what its silo tunes.</summary>
[PinnedPlacement]
internal sealed partial class TuningGrain(
    IEnumerable<ITunedKnob> knobs,
    IEnumerable<IKnobSource> sources,
    ILocalSiloDetails silo,
    TimeProvider time,
    ILogger<TuningGrain> log
) : Grain, ITuningGrain
{
    private IEnumerable<ITunedKnob> Knobs => knobs.Concat(sources.SelectMany(source => source.Knobs));

    /// <inheritdoc/>
    public Task<KnobState[]> ListAsync(CancellationToken cancellationToken) => Task.FromResult<KnobState[]>([.. Knobs.Select(Describe)]);

    /// <inheritdoc/>
    public Task<KnobState> RevertAsync(string knob, int change, CancellationToken cancellationToken)
    {
        ITunedKnob tuned = Find(knob);
        TuningChange back =
            tuned.With(tuner => tuner.Revert(change, time.GetUtcNow()))
            ?? throw RagException.NotFound($"change of {knob}", change.ToString(CultureInfo.InvariantCulture));
        LogReverted(knob, back.From, back.To, change);
        return Task.FromResult(Describe(tuned));
    }

    /// <inheritdoc/>
    public Task<KnobState> ReleaseAsync(string knob, CancellationToken cancellationToken)
    {
        ITunedKnob tuned = Find(knob);
        tuned.With(tuner =>
        {
            tuner.Release();
            return true;
        });
        return Task.FromResult(Describe(tuned));
    }

    private ITunedKnob Find(string name) =>
        Knobs.FirstOrDefault(knob => knob.Knob.Name == name) ?? throw RagException.NotFound("knob", name);

    private KnobState Describe(ITunedKnob tuned) =>
        tuned.With(tuner => new KnobState(
            silo.SiloAddress.ToParsableString(),
            tuned.Knob.Name,
            tuned.IsOn,
            tuner.IsHeld,
            tuner.Value,
            tuned.Knob.Min,
            tuned.Knob.Max,
            tuned.IsOn ? tuner.Candidate(time.GetUtcNow()) : null,
            [.. tuner.Changes.Select(change => new KnobChange(change.Number, change.At, change.From, change.To, change.Reason))]
        ));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Knob} is turned from {From} to {To}: change {Change} was reverted by command")]
    private partial void LogReverted(string knob, double from, double to, int change);
}
