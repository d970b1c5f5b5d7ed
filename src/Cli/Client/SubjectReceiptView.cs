namespace RagCluster.Cli.Client;

/// <summary>What was erased of a subject, as the API shows it.</summary>
internal sealed record SubjectReceiptView(
    string Subject,
    DateTimeOffset ErasedAt,
    string ErasedBy,
    string ExportSha256,
    int Accounts,
    int Sessions,
    int Keys,
    int Files,
    long FileBytes,
    int Queries,
    int DocumentsDeleted,
    int DocumentsUnnamed,
    int LoggedQueries,
    SubjectRemainderView[] Remaining
);
