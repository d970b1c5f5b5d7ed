using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Queries.Tuning;

/// <summary>What a tuner knows, as it is stored.</summary>
/// <param name="Value">The value in use.</param>
/// <param name="IsHeld">Whether somebody reverted a change: then it is not turned any more.</param>
/// <param name="IsUp">The direction of the trial.</param>
/// <param name="FailedTrials">Trials in a row that changed nothing.</param>
/// <param name="RestUntil">Until when nothing is tried.</param>
/// <param name="Current">What the value in use cost during the trial.</param>
/// <param name="Candidate">What the candidate cost.</param>
/// <param name="Changes">The log, the oldest first.</param>
public sealed record TuningSums(
    double Value,
    bool IsHeld,
    bool IsUp,
    int FailedTrials,
    DateTimeOffset RestUntil,
    Tally Current,
    Tally Candidate,
    TuningChange[] Changes
);
