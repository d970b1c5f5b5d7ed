using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>The cluster's audit log. Key: <see cref="Key"/>.</summary>
[Alias("RagCluster.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The grain's key: there is one for a cluster, since a chain has one end.</summary>
    const string Key = "audit";

    /// <summary>Adds events to the log; they are on disk when this returns.</summary>
    /// <param name="events">The events, in order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Append")]
    Task AppendAsync(AuditEvent[] events, CancellationToken cancellationToken);

    /// <summary>Entries of the log, the newest first.</summary>
    /// <param name="before">Only those before this number; null for the newest of all.</param>
    /// <param name="limit">The most entries, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    [AlwaysInterleave]
    Task<AuditEntry[]> ListAsync(long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the whole log and says where its chain is broken.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    [Alias("Verify")]
    [AlwaysInterleave]
    Task<AuditReport> VerifyAsync(CancellationToken cancellationToken);
}
