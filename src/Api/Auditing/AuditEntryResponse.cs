using RagCluster.Access;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Auditing;

/// <summary>An entry of the audit log over HTTP.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="At">When it happened.</param>
/// <param name="Subject">Who did it.</param>
/// <param name="Address">From where.</param>
/// <param name="Action">What: the method and the template of the path.</param>
/// <param name="Target">On what: the path.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Count">How often within a moment, for refusals that are alike.</param>
/// <param name="TraceId">The request's trace.</param>
/// <param name="Tenant">Whose it was, the tenant.</param>
internal sealed record AuditEntryResponse(
    long Sequence,
    DateTimeOffset At,
    string Subject,
    string Address,
    string Action,
    string Target,
    int Status,
    int Count,
    string TraceId,
    string Tenant
)
{
    /// <summary>An entry.</summary>
    internal static AuditEntryResponse From(AuditEntry entry) =>
        new(
            entry.Sequence,
            entry.Event.At,
            entry.Event.Subject,
            entry.Event.Address,
            entry.Event.Action,
            entry.Event.Target,
            entry.Event.Status,
            entry.Event.Count,
            entry.Event.TraceId,
            entry.Event.Tenant ?? Principal.DefaultTenant
        );
}
