using RagCluster.Grains.Interfaces.Tuning;

namespace RagCluster.Api.Tuning;

/// <summary>A setting of a silo that the server may tune by itself.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="Knob">The knob's name.</param>
/// <param name="On">Whether the settings let it be tuned.</param>
/// <param name="Held">Whether a change was reverted: then the knob stays as it is until it is released.</param>
/// <param name="Value">The value in use.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Candidate">The value that a share of the uses tries now; null for none.</param>
/// <param name="Changes">The changes, the oldest first.</param>
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
