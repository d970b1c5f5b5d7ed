using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>The restore that runs, or the last one, over HTTP.</summary>
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
