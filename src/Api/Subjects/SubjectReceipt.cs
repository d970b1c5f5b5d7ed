namespace RagCluster.Api.Subjects;

/// <summary>What was erased of a subject, as it also stands in the audit log.</summary>
/// <param name="Subject">The subject's full name, with its tenant.</param>
/// <param name="ErasedAt">When it was erased.</param>
/// <param name="ErasedBy">Who erased it.</param>
/// <param name="ExportSha256">The SHA-256 of the export of what was erased.</param>
/// <param name="Accounts">Accounts with a password that were erased.</param>
/// <param name="Sessions">Sessions of these accounts, with their refresh tokens.</param>
/// <param name="Keys">API keys that were erased.</param>
/// <param name="Files">Files of <c>/v1/files</c> that were erased.</param>
/// <param name="FileBytes">The size of these files, in bytes.</param>
/// <param name="Queries">Questions and searches that were erased from the list of the most frequent.</param>
/// <param name="DocumentsDeleted">Documents that they sent and that were deleted.</param>
/// <param name="DocumentsUnnamed">Documents that they sent and that stay, without their name.</param>
/// <param name="RepeatedAnswers">Answers to idempotency keys that were erased.</param>
/// <param name="LoggedQueries">Questions and searches that were erased from the query log.</param>
/// <param name="Remaining">What stays, and why.</param>
internal sealed record SubjectReceipt(
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
    int RepeatedAnswers,
    int LoggedQueries,
    SubjectRemainder[] Remaining
)
{
    private static readonly SubjectRemainder[] Always =
    [
        new("audit_entries", "They prove who did what, this erasure too, and are chained by their hashes: kept as evidence."),
        new("documents", "Without their sender's name, where they were not to be deleted; what a document says is not searched for names."),
        new("access_lists", "Lists of documents that name the subject stay until somebody changes them."),
        new("cached_answers", "Cached answers end with their time in the cache, explained and recorded queries as newer ones come."),
        new("free_space", "The database's file keeps bytes of what was deleted until it writes over them, or until it is vacuumed."),
        new("backups", "Backups that were taken before have it until they are deleted by their retention."),
    ];

    /// <summary>The receipt of an erasure.</summary>
    internal static SubjectReceipt Of(SubjectData data, SubjectErasure erased, string hash, string by, DateTimeOffset at) =>
        new(
            data.Subject,
            at,
            by,
            hash,
            data.Account is null ? 0 : 1,
            data.Account?.SessionCount ?? 0,
            data.Key is null ? 0 : 1,
            data.Files.Length,
            data.Files.Sum(file => file.Bytes),
            erased.Queries,
            erased.DocumentsDeleted,
            erased.DocumentsUnnamed,
            erased.RepeatedAnswers,
            erased.LoggedQueries,
            Always
        );

    /// <summary>What the audit log holds of it.</summary>
    internal string ToTarget() =>
        FormattableString.Invariant(
            $"{Subject}: accounts {Accounts}, sessions {Sessions}, keys {Keys}, files {Files} ({FileBytes} bytes), queries {Queries}, "
        )
        + FormattableString.Invariant(
            $"documents {DocumentsDeleted} deleted and {DocumentsUnnamed} unnamed, repeated answers {RepeatedAnswers}, "
        )
        + FormattableString.Invariant($"logged queries {LoggedQueries}; ")
        + $"export sha256 {ExportSha256}";
}
