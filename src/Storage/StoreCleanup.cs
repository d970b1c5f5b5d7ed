namespace RagCluster.Storage;

/// <summary>What a store removed that nobody needs any more.</summary>
/// <param name="Jobs">Finished jobs that were older than jobs are kept.</param>
/// <param name="CachedValues">Cached values whose time was over.</param>
/// <param name="Contents">Original contents that no document has.</param>
public sealed record StoreCleanup(long Jobs, long CachedValues, long Contents);
