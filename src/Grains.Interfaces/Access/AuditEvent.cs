using System.Text.Json.Serialization;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>What somebody did or tried to do. Never a secret, never a text of a document or a question.</summary>
/// <param name="At">When.</param>
/// <param name="Subject">Who: a key's id, a token's subject, a user, <c>anonymous</c> on an open server, <c>unknown</c> for who showed no
/// credentials that are known.</param>
/// <param name="Address">From where.</param>
/// <param name="Action">What: the method and the template of the path.</param>
/// <param name="Target">On what: the path.</param>
/// <param name="Status">The outcome, as HTTP says it.</param>
/// <param name="Count">How often within a moment, for refusals that are alike.</param>
/// <param name="TraceId">The request's trace.</param>
[GenerateSerializer]
[Alias("RagCluster.AuditEvent")]
[Immutable]
public sealed record AuditEvent(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Subject,
    [property: Id(2)] string Address,
    [property: Id(3)] string Action,
    [property: Id(4)] string Target,
    [property: Id(5)] int Status,
    [property: Id(6)] int Count,
    [property: Id(7)] string TraceId
)
{
    /// <summary>
    /// Whose it was, the tenant; null for the default one, so that entries from before there were tenants keep their bytes and their hash.
    /// </summary>
    [Id(8)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tenant { get; init; }
}
