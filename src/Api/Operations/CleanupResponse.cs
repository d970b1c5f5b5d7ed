using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>What a cleanup removed.</summary>
/// <param name="Jobs">Finished jobs that were older than jobs are kept.</param>
/// <param name="CachedAnswers">Cached values whose time was over.</param>
/// <param name="Contents">Original contents that no document has.</param>
internal sealed record CleanupResponse(long Jobs, long CachedAnswers, long Contents)
{
    /// <summary>The HTTP form.</summary>
    internal static CleanupResponse From(CleanupResult result) => new(result.Jobs, result.CachedAnswers, result.Contents);
}
