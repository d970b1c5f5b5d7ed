using RagCluster.Corpus.Damage;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>Reads a whole store and compares every row with its checksum, page by page, so that nobody waits for it long.</summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock of the findings.</param>
internal sealed class StoreCheck(MendingDatabase database, TimeProvider time)
{
    // Rows that carry contents, texts and embeddings are some MiB each.
    private const int HeavyRowsMax = 16;
    private const int RowsMax = 500;
    private const string SendAgain = "Send the document again.";
    private readonly List<DamageFinding> _findings = [];
    private long _rows;

    /// <summary>Reads everything.</summary>
    /// <param name="repair">Whether to mend what is damaged.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<StoreReport> RunAsync(bool repair, CancellationToken cancellationToken)
    {
        foreach (SealedTable table in SealedTables.All)
            await CheckAsync(table, repair, cancellationToken);
        await CheckBlobsAsync(repair, cancellationToken);
        await CheckCountsAsync(repair, cancellationToken);
        _findings.AddRange(await new MissingRows(database, time).CheckAsync(repair, cancellationToken));
        await CheckRecordsAsync(repair, cancellationToken);
        return new StoreReport(_rows, [.. _findings]);
    }

    private async Task CheckAsync(SealedTable table, bool repair, CancellationToken cancellationToken)
    {
        bool isHeavy = table.Kind is DamageKinds.LogRecord or DamageKinds.Text;
        string columns = string.Join(", ", table.Address);
        string places = string.Join(", ", table.Address.Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        object?[]? last = null;
        List<SealedRow> page;
        do
        {
            object?[] after = last ?? [];
            string from = last is null ? "" : $"WHERE ({columns}) > ({places})";
            string query =
                $"SELECT {table.Select("t")} FROM {table.Name} t {from} ORDER BY {columns} LIMIT {(isHeavy ? HeavyRowsMax : RowsMax)}";
            page = await database.ReadAsync(session => session.All(query, table.ReadUnchecked, after), cancellationToken);
            _rows += page.Count;
            Advance();
            foreach (SealedRow row in page.Where(row => !IsWhole(table, row)))
                await FoundAsync(new DamagedRowException(table, row.Address), repair, cancellationToken);
            last = page.Count == 0 ? null : page[^1].Address;
        } while (last is not null);
    }

    private bool IsWhole(SealedTable table, SealedRow row) =>
        table.IsIntact(row) && CoveredValues.Open(database.Cipher, table, row.Values) is not null;

    private async Task FoundAsync(DamagedRowException damaged, bool repair, CancellationToken cancellationToken)
    {
        if (repair)
        {
            Mending mending = await database.MendAsync(damaged, cancellationToken);
            Add(damaged.Table.Kind, mending.What, mending.IsRepaired, mending.Outcome);
            return;
        }

        (string what, bool isLost) = await database.ReadAsync(
            session =>
                damaged.Table.Find(session, damaged.Address) is { } row
                    ? (RowNames.Describe(session, damaged.Table, row), RowMender.IsLost(session, damaged.Table, row))
                    : (damaged.Message, false),
            cancellationToken
        );
        Add(damaged.Table.Kind, what, false, isLost ? SendAgain : "It is repaired, where it can be, when it is read or by --repair.");
    }

    private async Task CheckBlobsAsync(bool repair, CancellationToken cancellationToken)
    {
        List<long> keys = await database.ReadAsync(
            session => session.All("SELECT key FROM blobs ORDER BY key", row => row.GetInt64(0)),
            cancellationToken
        );
        _rows += keys.Count;
        foreach (long key in keys)
        {
            if (await database.ReadAsync(session => ContentRows.ReadBlob(session, key) is not null, cancellationToken))
                continue;
            bool isRepaired =
                repair && await database.WriteAsync("mend", session => ContentRows.CorrectBlob(session, key), 0, cancellationToken);
            string outcome =
                isRepaired ? ContentRows.Corrected
                : !repair && await database.ReadAsync(session => ContentRows.CanCorrectBlob(session, key), cancellationToken)
                    ? "It is set right by --repair."
                : SendAgain;
            List<(string What, DamagedSubject? Subject)> documents = await database.ReadAsync(
                session =>
                    session
                        .All("SELECT document, generation FROM contents WHERE blob = $1", row => (row.GetInt64(0), row.GetInt64(1)), key)
                        .Select(content => (Row: DocumentRows.ByKey(session, content.Item1), Generation: content.Item2))
                        .Where(content => content.Row is not null)
                        .Select(content => (What(session, content.Row!, content.Generation), RowNames.SubjectOf(session, content.Row!)))
                        .ToList(),
                cancellationToken
            );
            foreach ((string what, DamagedSubject? subject) in documents)
            {
                database.Damage.Report(DamageKinds.Content, what, isRepaired, outcome, subject);
                Add(DamageKinds.Content, what, isRepaired, outcome);
            }
        }
    }

    private static string What(SqlSession session, DocumentRow row, long generation) =>
        FormattableString.Invariant(
            $"the content of document '{row.Id}' of collection {RowNames.CollectionOf(session, row.Collection)}, version {generation}"
        );

    private async Task CheckCountsAsync(bool repair, CancellationToken cancellationToken)
    {
        List<(long Key, string Name)> wrong = await database.ReadAsync(
            session =>
                session.All(
                    """
                    SELECT c.key, c.tenant, c.name FROM collections c
                    WHERE c.count_check <> 3 * c.document_count + 5 * c.indexed_count + 7 * c.pending_count + 11 * c.failed_count + 13 * c.chunk_count + 17 * c.content_bytes
                        OR c.document_count <> (SELECT count(*) FROM documents d WHERE d.collection = c.key AND d.state <> 3)
                    """,
                    row => (row.GetInt64(0), $"{row.GetString(1)}/{row.GetString(2)}")
                ),
            cancellationToken
        );
        foreach ((long key, string name) in wrong)
        {
            if (repair)
            {
                await database.WriteAsync(
                    name,
                    session =>
                    {
                        Rows.CollectionRows.Recount(session, key);
                        return true;
                    },
                    0,
                    cancellationToken
                );
                database.Damage.Report(
                    DamageKinds.Collection,
                    $"the counts of the collection {name}",
                    true,
                    "The documents were counted anew."
                );
            }

            Add(DamageKinds.Collection, $"the counts of the collection {name}", repair, "The documents are counted anew.");
        }
    }

    // A document that answers has a record; without one a replica that starts anew would not know of it.
    private async Task CheckRecordsAsync(bool repair, CancellationToken cancellationToken)
    {
        List<long> without = await database.ReadAsync(
            session =>
                session.All(
                    $"""
                    SELECT d.key FROM documents d JOIN collections c ON c.key = d.collection
                    WHERE c.tenant <> '{StagedCollections.Tenant}' AND d.state <> 3 AND d.indexed_generation > 0 AND NOT EXISTS (
                        SELECT 1 FROM shard_log l WHERE l.collection = d.collection AND l.sequence = d.log_sequence AND l.document = d.id AND l.payload IS NOT NULL)
                    """,
                    row => row.GetInt64(0)
                ),
            cancellationToken
        );
        foreach (long key in without)
        {
            Mending mending = await database.ReadAsync(session => RowRemakes.Missing(session, key), cancellationToken);
            if (repair)
                mending = await database.RemakeAsync(key, mending.What, cancellationToken);
            Add(DamageKinds.LogRecord, mending.What, mending.IsRepaired, mending.Outcome);
        }
    }

    private void Add(string kind, string what, bool isRepaired, string outcome)
    {
        _findings.Add(new DamageFinding(kind, what, isRepaired, outcome, time.GetUtcNow()));
        Advance();
    }

    private void Advance() => database.Damage.Advance(FormattableString.Invariant($"{_rows} rows were read, {_findings.Count} damaged"));
}
