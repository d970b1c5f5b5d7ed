using RagCluster.Corpus.Damage;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A check of everything that is stored.</summary>
/// <param name="Running">Whether the check is under way.</param>
/// <param name="Rows">Rows of the store that were read; 0 until the check has ended.</param>
/// <param name="Replicas">Replicas whose files were read.</param>
/// <param name="Damaged">How much was found damaged.</param>
/// <param name="Repaired">How much of that is repaired.</param>
/// <param name="Findings">What was found damaged.</param>
/// <param name="Failure">Why the check could not be finished; null when it could.</param>
internal sealed record StoreCheckResponse(
    bool Running,
    long Rows,
    int Replicas,
    int Damaged,
    int Repaired,
    DamageFinding[] Findings,
    string? Failure
)
{
    /// <summary>The HTTP form.</summary>
    internal static StoreCheckResponse From(StoreCheckState state) =>
        new(
            state.IsRunning,
            state.Rows,
            state.Replicas,
            state.Findings.Length,
            state.Findings.Count(finding => finding.IsRepaired),
            state.Findings,
            state.Failure
        );
}
