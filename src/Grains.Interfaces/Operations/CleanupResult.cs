namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>What a cleanup removed.</summary>
/// <param name="Jobs">Finished jobs that were older than jobs are kept.</param>
/// <param name="CachedAnswers">Cached values whose time was over.</param>
/// <param name="Contents">Original contents that no document has.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CleanupResult")]
public sealed record CleanupResult([property: Id(0)] long Jobs, [property: Id(1)] long CachedAnswers, [property: Id(2)] long Contents);
