namespace Orleans.Runtime;

/// <summary>The silo's view of the cluster.</summary>
public interface IClusterMembershipService
{
    ClusterMembershipSnapshot CurrentSnapshot { get; }

    /// <summary>The current view and every later one; views that follow each other too fast may be left out.</summary>
    IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates { get; }

    ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default);

    /// <summary>Declares a silo dead; false when that did not succeed.</summary>
    Task<bool> TryKill(SiloAddress siloAddress);
}
