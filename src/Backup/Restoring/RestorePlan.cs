using RagCluster.Backup.Shipping;

namespace RagCluster.Backup.Restoring;

/// <summary>What of a backup is restored.</summary>
/// <param name="Tenant">The tenant of the one collection that is; null for everything.</param>
/// <param name="Collection">The name of the one collection that is; null for everything.</param>
public sealed record RestorePlan(string? Tenant = null, string? Collection = null)
{
    /// <summary>The segments of the shipped log that go on top of the backup, in order.</summary>
    public IReadOnlyList<SegmentName> Log { get; init; } = [];

    /// <summary>Everything.</summary>
    public static readonly RestorePlan Everything = new();
}
