using RagCluster.Grains.Interfaces.Tuning;

namespace RagCluster.Api.Tuning;

/// <summary>A knob of a silo over HTTP.</summary>
internal sealed record KnobResponse(
    string Silo,
    string Knob,
    bool On,
    bool Held,
    double Value,
    double Min,
    double Max,
    double? Candidate,
    KnobChangeResponse[] Changes
)
{
    /// <summary>The HTTP form of a knob.</summary>
    internal static KnobResponse From(KnobState state) =>
        new(
            state.Silo,
            state.Name,
            state.IsOn,
            state.IsHeld,
            state.Value,
            state.Min,
            state.Max,
            state.Candidate,
            [.. state.Changes.Select(change => new KnobChangeResponse(change.Number, change.At, change.From, change.To, change.Reason))]
        );
}
