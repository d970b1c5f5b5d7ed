namespace RagCluster.Cli.Client;

/// <summary>An entry of the audit log, as the API shows it.</summary>
internal sealed record AuditEntryView(
    long Sequence,
    DateTimeOffset At,
    string Subject,
    string Address,
    string Action,
    string Target,
    int Status,
    int Count,
    string TraceId
);
