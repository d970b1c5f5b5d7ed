using RagCluster.Corpus.Damage;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A check of everything that is stored, over HTTP.</summary>
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
