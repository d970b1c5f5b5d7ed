using System.Globalization;
using RagCluster.Corpus.Damage;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite.Migrations;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>
/// Makes a malformed database anew, from the rows that stand on its pages. SQLite reaches a row only through a page's head and the pages
/// above it, so that one bit there hides many rows from it; this reads the pages themselves, and knows a row by its checksum
/// (<see cref="PageRows"/>).
/// <list type="bullet">
/// <item>What is read: every page that a tree leads to, and every other one that is not free, since a damaged page above it may have lost
/// it. Where the list of free pages is damaged too, only what a tree leads to: a page that was given up still holds rows that were
/// deleted.</item>
/// <item>What is written: a new file beside the old one, with the schema that this build makes, so that indexes, counts of pages and free
/// pages are all new. Rows that fit no checksum come along as they are, for <see cref="Relational.Integrity.RowMender"/> to make again or
/// to name.</item>
/// <item>When it counts: the new file takes the old one's place in one rename after it was flushed, and what was begun before is finished
/// at the next opening (<see cref="Finish"/>). The old file stays beside it, so that nothing is thrown away that a person might still
/// read.</item>
/// </list>
/// Rows that are missing afterwards are made again by <see cref="Relational.Integrity.StoreCheck"/>, which whoever calls this runs next.
/// </summary>
internal static class DatabaseRebuild
{
    /// <summary>Ends the name of the damaged file that is left.</summary>
    internal const string DamagedSuffix = ".damaged";

    private const string MadeSuffix = ".new-part";
    private const string WholeSuffix = ".new";
    private const string LogSuffix = "-wal";

    /// <summary>Makes a database anew that nobody has open.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="damage">Takes the findings.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Whether it was; not when no row was found, since then it was no database of ours.</returns>
    /// <exception cref="IOException">The disk failed or is full; the old file is as it was.</exception>
    internal static bool Run(string database, DamageLedger damage, TimeProvider time)
    {
        string made = database + MadeSuffix;
        Remove(made, made + LogSuffix, made + "-shm");
        List<TableSalvage> tables;
        using (CommittedPages pages = new(database))
        using (SqliteSession session = SqliteSession.OpenWriter(made))
        {
            // Nobody sees the file before it was flushed as a whole.
            session.ExecuteScript("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
            SchemaMigrator.Migrate(session, time);
            tables = Fill(session, pages, damage);
            // Here and not at the opening, which would write the first page past its sum.
            session.ExecuteScript("PRAGMA journal_mode = WAL");
        }

        if (tables.TrueForAll(table => table.Rows == 0))
        {
            Remove(made, made + LogSuffix, made + "-shm");
            return false;
        }

        using (DurableFile file = DurableFile.Open(made))
            file.Flush();
        Remove(made + LogSuffix, made + "-shm");
        File.Move(made, database + WholeSuffix, overwrite: true);
        DurableFile.FlushFolder(Path.GetDirectoryName(database)!);
        Finish(database);
        Report(tables, Path.GetFileName(database), damage);
        return true;
    }

    /// <summary>Whether a database that was made anew has yet to be put in its place.</summary>
    internal static bool IsUnfinished(string database) => DatabaseHead.HasTables(database + WholeSuffix);

    /// <summary>Puts a database that was made anew in its place, if the process ended before it had done so.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal static void Finish(string database)
    {
        if (!IsUnfinished(database))
            return;
        // The log and the sums are of the old file's pages.
        Remove(database + PageSums.Suffix, database + "-shm");
        Keep(database + LogSuffix, database + DamagedSuffix + LogSuffix);
        Keep(database, database + DamagedSuffix);
        File.Move(database + WholeSuffix, database);
        DurableFile.FlushFolder(Path.GetDirectoryName(database)!);
    }

    private static void Keep(string path, string kept)
    {
        if (File.Exists(path))
            File.Move(path, kept, overwrite: true);
    }

    private static void Remove(params string[] paths)
    {
        foreach (string path in paths)
            File.Delete(path);
    }

    private static List<TableSalvage> Fill(SqliteSession session, CommittedPages pages, DamageLedger damage)
    {
        // The triggers count documents, and the counts are among what is brought along.
        List<string[]> triggers = session.All(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
            row => new[] { row.GetString(0), row.GetString(1) }
        );
        foreach (string[] trigger in triggers)
            session.ExecuteScript($"DROP TRIGGER {trigger[0]}");
        StoredTable[] tables = StoredTable.All(session);
        PageOwners owners = new(pages);
        Dictionary<string, TableSalvage> salvaged = tables.ToDictionary(
            table => table.Name,
            table => new TableSalvage(table),
            StringComparer.Ordinal
        );
        List<StoredRow> doubtful = [];
        session.Execute("BEGIN");
        for (uint number = 1; number <= pages.Count; number++)
        {
            damage.Advance(FormattableString.Invariant($"the database is made anew: {number} of {pages.Count} pages"));
            if (!owners.IsLive(number) || pages.Read(number) is not { } bytes)
                continue;
            TableSalvage? expected = owners.Of(number) is { } owner ? salvaged.GetValueOrDefault(owner) : null;
            PageRows reader = new(tables, pages);
            foreach (StoredRow row in reader.Read(number, bytes, expected?.Table))
            {
                if (row.IsIntact)
                    salvaged[row.Table.Name].Add(session, row);
                else
                    doubtful.Add(row);
            }

            expected?.Note(reader);
        }

        // Last, so that none takes the place of one that is whole.
        foreach (StoredRow row in doubtful)
            salvaged[row.Table.Name].Add(session, row);
        session.Execute("COMMIT");
        foreach (string[] trigger in triggers)
            session.ExecuteScript(trigger[1]);
        return [.. salvaged.Values];
    }

    private static void Report(List<TableSalvage> tables, string file, DamageLedger damage)
    {
        foreach (TableSalvage table in tables.Where(table => table.Corrected > 0))
        {
            damage.Report(
                table.Table.Kind,
                string.Create(CultureInfo.InvariantCulture, $"{table.Corrected} rows or pages of the table {table.Table.Name}"),
                true,
                "A flipped bit in each was set right."
            );
        }

        foreach (TableSalvage table in tables.Where(table => table.Lost > 0))
        {
            damage.Report(
                table.Table.Kind,
                string.Create(CultureInfo.InvariantCulture, $"{table.Lost} rows of the table {table.Table.Name}"),
                false,
                "They can't be read any more. What was in them is made again from the other tables where it can be, or named."
            );
        }

        damage.Report(
            DamageKinds.Database,
            $"the structure of {file}",
            true,
            string.Create(
                CultureInfo.InvariantCulture,
                $"It was made anew from the {tables.Sum(table => table.Rows)} rows on its pages. "
                    + $"The damaged file is kept as {file}{DamagedSuffix}; remove it when nothing is missing."
            )
        );
    }
}
