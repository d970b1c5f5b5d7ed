using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>What a cleanup removed.</summary>
/// <param name="Jobs">Finished jobs that were older than jobs are kept.</param>
/// <param name="CachedAnswers">Cached values whose time was over.</param>
/// <param name="Contents">Original contents that no document has.</param>
/// <param name="FreedBytes">By how much the database's file became shorter; absent where it was not written anew.</param>
internal sealed record CleanupResponse(long Jobs, long CachedAnswers, long Contents, long? FreedBytes)
{
    /// <summary>The HTTP form.</summary>
    internal static CleanupResponse From(CleanupResult result, long? freedBytes) =>
        new(result.Jobs, result.CachedAnswers, result.Contents, freedBytes);
}
