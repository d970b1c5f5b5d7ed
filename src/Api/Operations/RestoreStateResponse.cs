using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>The restore that is under way, or the last one.</summary>
/// <param name="Running">Whether a restore is under way.</param>
/// <param name="Job">The restore's number; 0 when there has been none.</param>
/// <param name="Collection">The collection's name in the backup; null for none.</param>
/// <param name="As">The name that the restored collection gets; null for none.</param>
/// <param name="Backup">The name of the backup; null while it is looked for.</param>
/// <param name="AsOf">The moment whose state was restored; null before the end.</param>
/// <param name="Parts">Parts of the backup that were read.</param>
/// <param name="PartsTotal">Parts of the backup that are to be read; 0 while that is not known.</param>
/// <param name="Rows">Rows that were written to the store.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
internal sealed record RestoreStateResponse(
    bool Running,
    int Job,
    string? Collection,
    string? As,
    string? Backup,
    DateTimeOffset? AsOf,
    int Parts,
    int PartsTotal,
    long Rows,
    string? Failure
)
{
    /// <summary>The HTTP form.</summary>
    internal static RestoreStateResponse From(RestoreState state) =>
        new(
            state.IsRunning,
            state.Job,
            state.Collection,
            state.Target,
            state.Backup,
            state.AsOf,
            state.Parts,
            state.PartsTotal,
            state.Rows,
            state.Failure
        );
}
