using RagCluster.Access;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Auditing;

/// <summary>An entry of the audit log: who did what, when, and how it ended.</summary>
/// <param name="Sequence">The entry's number.</param>
/// <param name="At">When it happened.</param>
/// <param name="Subject">Who did it.</param>
/// <param name="Address">The network address that it came from.</param>
/// <param name="Action">What was done: the method and the template of the path.</param>
/// <param name="Target">What it was done to: the path.</param>
/// <param name="Status">The HTTP status of the outcome.</param>
/// <param name="Count">How often within a moment, for refusals that are alike.</param>
/// <param name="TraceId">The id of the request's trace.</param>
/// <param name="Tenant">The tenant whose it was.</param>
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
