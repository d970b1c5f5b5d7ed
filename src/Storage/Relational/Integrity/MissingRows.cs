using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>
/// Rows that others need and that are not there, as after a database was made anew from what could be read of it. What follows from other
/// rows is written again, a document that lacks its text is read again from its content, and what nothing else holds is named.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock of the findings.</param>
internal sealed class MissingRows(MendingDatabase database, TimeProvider time)
{
    private const string SendAgain = "Send the document again.";
    private const string InRepair = "It is made again by --repair.";

    // A document's key may be given to a new one, which must not find the rows of the one before.
    private static readonly string[] Orphans =
    [
        "DELETE FROM documents WHERE NOT EXISTS (SELECT 1 FROM collections c WHERE c.key = documents.collection)",
        "DELETE FROM shard_log WHERE NOT EXISTS (SELECT 1 FROM collections c WHERE c.key = shard_log.collection)",
        "DELETE FROM jobs WHERE NOT EXISTS (SELECT 1 FROM collections c WHERE c.key = jobs.collection)",
        "DELETE FROM job_documents WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = job_documents.job)",
        "DELETE FROM document_names WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = document_names.document)",
        "DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = contents.document)",
        "DELETE FROM texts WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = texts.document)",
    ];

    private readonly List<DamageFinding> _findings = [];

    /// <summary>Looks for them.</summary>
    /// <param name="repair">Whether to make again what can be made.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<List<DamageFinding>> CheckAsync(bool repair, CancellationToken cancellationToken)
    {
        if (repair)
            await RekeyAsync(cancellationToken);
        await NameLostAsync(cancellationToken);
        if (repair && _findings.Count > 0)
            await DropOrphansAsync(cancellationToken);
        await CheckAsync(
            DamageKinds.Content,
            $"""
            SELECT d.key FROM documents d
            WHERE {StagedCollections.IsWhole} AND d.state <> 3 AND NOT EXISTS (
                SELECT 1 FROM contents c JOIN blobs b ON b.key = c.blob WHERE c.document = d.key AND c.generation = d.generation)
            """,
            repair ? FindContent : null,
            cancellationToken
        );
        await CheckAsync(
            DamageKinds.Name,
            $"""
            SELECT d.key FROM documents d
            WHERE {StagedCollections.IsWhole} AND d.state <> 3 AND d.name <> ''
                AND NOT EXISTS (SELECT 1 FROM document_names n WHERE n.collection = d.collection AND n.name = d.name)
            """,
            repair ? PutName : null,
            cancellationToken
        );
        await CheckAsync(
            DamageKinds.Text,
            $"""
            SELECT d.key FROM documents d
            WHERE {StagedCollections.IsWhole} AND d.state = 1 AND NOT EXISTS (SELECT 1 FROM texts t WHERE t.document = d.key AND t.generation = d.indexed_generation)
            """,
            repair ? ReadAgain : null,
            cancellationToken
        );
        return _findings;
    }

    // A row's number is under no checksum; but whose content a document is, the content's hash says.
    private async Task RekeyAsync(CancellationToken cancellationToken)
    {
        List<(long Now, long Before, string What, string Scope)> astray = await database.ReadAsync(
            session =>
                session
                    .All(
                        $"""
                        SELECT d.key, c.document, d.id, d.collection FROM documents d
                        JOIN contents c ON c.generation = d.generation JOIN blobs b ON b.key = c.blob AND b.hash = d.content_hash
                        WHERE {StagedCollections.IsWhole} AND d.state <> 3 AND NOT EXISTS (SELECT 1 FROM contents o WHERE o.document = d.key)
                            AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.key = c.document)
                        """,
                        row => (Now: row.GetInt64(0), Before: row.GetInt64(1), Id: row.GetString(2), Collection: row.GetInt64(3))
                    )
                    .Select(row => (row.Now, row.Before, row.Id, Collection: RowNames.CollectionOf(session, row.Collection) ?? "mend"))
                    .Select(row => (row.Now, row.Before, $"the key of document '{row.Id}' of collection {row.Collection}", row.Collection))
                    .ToList(),
            cancellationToken
        );
        foreach ((long now, long before, string what, string scope) in astray.DistinctBy(one => one.Now).DistinctBy(one => one.Before))
        {
            await database.WriteAsync(
                scope,
                session =>
                {
                    session.Execute("UPDATE documents SET key = $2 WHERE key = $1", now, before);
                    return true;
                },
                0,
                cancellationToken
            );
            Found(DamageKinds.Document, what, true, "It was found by the document's content.");
        }
    }

    private async Task NameLostAsync(CancellationToken cancellationToken)
    {
        List<string> collections = await database.ReadAsync(
            session =>
                session.All(
                    """
                    SELECT d.collection, count(*) FROM documents d
                    WHERE NOT EXISTS (SELECT 1 FROM collections c WHERE c.key = d.collection) GROUP BY d.collection
                    """,
                    row => FormattableString.Invariant($"the collection with the key {row.GetInt64(0)} and its {row.GetInt64(1)} documents")
                ),
            cancellationToken
        );
        foreach (string what in collections)
            Found(
                DamageKinds.Collection,
                what,
                false,
                "Its name and settings can't be read any more. Restore a backup, or ingest its documents again."
            );
        List<(string What, DamagedSubject Subject)> documents = await database.ReadAsync(
            session =>
                session.All(
                    $"""
                    SELECT DISTINCT c.tenant, c.name, l.document FROM shard_log l JOIN collections c ON c.key = l.collection
                    WHERE l.payload IS NOT NULL AND c.tenant <> '{StagedCollections.Tenant}'
                        AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.collection = l.collection AND d.id = l.document AND d.state <> 3)
                    """,
                    row =>
                        (
                            $"the description of document '{row.GetString(2)}' of collection {row.GetString(0)}/{row.GetString(1)}",
                            RowNames.Subject(row.GetString(0), row.GetString(1), row.GetString(2))
                        )
                ),
            cancellationToken
        );
        foreach ((string what, DamagedSubject subject) in documents)
            Found(DamageKinds.Document, what, false, SendAgain, subject);
    }

    private Task DropOrphansAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            "mend",
            session =>
            {
                session.Settle();
                session.ExpectLong();
                foreach (string statement in Orphans)
                    session.Execute(statement);
                ContentRows.SweepBlobs(session);
                return true;
            },
            0,
            cancellationToken
        );

    private async Task CheckAsync(
        string kind,
        string query,
        Func<SqlSession, DocumentRow, Mending>? mend,
        CancellationToken cancellationToken
    )
    {
        List<(long Key, string What, string Scope, string Promise, DamagedSubject? Subject)> missing = await database.ReadAsync(
            session =>
                session
                    .All(query, row => row.GetInt64(0))
                    .Select(key => DocumentRows.ByKey(session, key))
                    .OfType<DocumentRow>()
                    .Select(row =>
                        (
                            row.Key,
                            What(session, kind, row),
                            RowNames.CollectionOf(session, row.Collection) ?? "mend",
                            kind == DamageKinds.Name || RowRemakes.HasContent(session, row) ? InRepair : SendAgain,
                            RowNames.SubjectOf(session, row)
                        )
                    )
                    .ToList(),
            cancellationToken
        );
        foreach ((long key, string what, string scope, string promise, DamagedSubject? subject) in missing)
        {
            Mending mending = mend is null
                ? new Mending(false, what, promise)
                : await database.WriteAsync(
                    scope,
                    session =>
                        (DocumentRows.ByKey(session, key) is { } row ? mend(session, row) : new Mending(true, what, "It is gone.")) with
                        {
                            What = what,
                        },
                    0,
                    cancellationToken
                );
            Found(kind, what, mending.IsRepaired, mending.Outcome, subject);
            if (mending.Remade is { } remade)
                database.Damage.Remake(remade.Collection, remade.Document);
        }
    }

    private static string What(SqlSession session, string kind, DocumentRow row)
    {
        string document = $"of document '{row.Id}' of collection {RowNames.CollectionOf(session, row.Collection)}";
        return kind switch
        {
            DamageKinds.Name => $"the name '{row.Name}' {document}",
            DamageKinds.Text => $"the text {document}",
            _ => FormattableString.Invariant($"the content {document}, version {row.Generation}"),
        };
    }

    // The same bytes are stored once, and their hash stands in the document's own row.
    private Mending FindContent(SqlSession session, DocumentRow row)
    {
        if (
            session.Scalar("SELECT key FROM blobs WHERE hash = $1", row.ContentHash) is { } blob
            && ContentRows.ReadBlob(session, blob) is not null
        )
        {
            session.Execute("DELETE FROM contents WHERE document = $1 AND generation = $2", row.Key, row.Generation);
            session.Execute(
                "INSERT INTO contents (document, generation, blob, checksum) VALUES ($1, $2, $3, $4)",
                row.Key,
                row.Generation,
                blob,
                SealedTables.Contents.Sum([row.Key, row.Generation, blob])
            );
            return new Mending(true, "", "The bytes were found by their hash.");
        }

        if (row.State == (int)DocumentState.Received)
            DocumentRows.Fail(
                session,
                row,
                new DocumentFailure(RagException.CorruptCode, $"Its content is damaged. {SendAgain}"),
                time.GetUtcNow()
            );
        return new Mending(false, "", SendAgain);
    }

    private static Mending PutName(SqlSession session, DocumentRow row)
    {
        NameRows.Put(session, row.Collection, row.Name, row.Key);
        return new Mending(true, "", "It was written again; another name that the document may have had is gone.");
    }

    private Mending ReadAgain(SqlSession session, DocumentRow row) => RowRemakes.Remake(session, row.Key, "", time.GetUtcNow());

    private void Found(string kind, string what, bool isRepaired, string outcome, DamagedSubject? subject = null)
    {
        database.Damage.Report(kind, what, isRepaired, outcome, subject);
        _findings.Add(new DamageFinding(kind, what, isRepaired, outcome, time.GetUtcNow()));
    }
}
