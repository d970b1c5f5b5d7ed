using Microsoft.Data.Sqlite;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Compacting;

/// <summary>
/// A database without the pages and the parts of pages that hold nothing any more: SQLite keeps in these what was deleted, moved or written
/// over, until it needs the place. <c>VACUUM</c> in place would write everything into the write-ahead log first, and keep the only
/// connection that writes for as long. Here SQLite writes a second file (<c>VACUUM INTO</c>), which then takes the first one's place.
/// <list type="bullet">
/// <item>Until <see cref="Publish"/> the copy has a name that the next opening removes: a kill or a full disk leaves the database as it
/// was.</item>
/// <item>The copy was flushed, and SQLite has read its structure, before it gets the name that says that it is whole. That rename is the
/// moment at which it counts, and whoever calls for it has seen to it that nothing was written since the copy was begun.</item>
/// <item>What follows are renames alone. The next opening goes on with them wherever they were cut off (<see cref="Finish"/>).</item>
/// <item>The sums of the copy's pages are made with it and move first, so that no page is ever compared with the sum of another
/// file's.</item>
/// </list>
/// </summary>
internal static class CompactCopy
{
    private const string PartSuffix = ".compact-part";
    private const string WholeSuffix = ".compact";
    private const string LogSuffix = "-wal";

    /// <summary>Writes the copy of a database that others have open.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="cancellationToken">Ends it; no copy is left.</param>
    /// <returns>The copy's length in bytes.</returns>
    /// <exception cref="SqliteException">The disk failed or is full, or the database is damaged.</exception>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    internal static long Make(string database, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string part = database + PartSuffix;
        RemovePart(database);
        try
        {
            using (SqliteSession source = SqliteSession.OpenCopier(database))
            using (cancellationToken.UnsafeRegister(state => ((SqliteSession)state!).Interrupt(), source))
                source.Execute("VACUUM INTO $1", part);
            // SQLite leaves it with a rollback journal.
            using (SqliteSession copy = SqliteSession.OpenWriter(part))
            {
                if (copy.All("PRAGMA quick_check(1)", row => row.GetString(0)) is not ["ok"])
                    throw new SqliteException("The compact copy is damaged.", SQLitePCL.raw.SQLITE_CORRUPT);
            }

            RemoveLog(part);
            using (DurableFile file = DurableFile.Open(part))
                file.Flush();
            PageSums.Make(part);
            return new FileInfo(part).Length;
        }
        catch
        {
            RemovePart(database);
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Puts the copy in the place of the database, which nobody has open and nobody has written to since the copy was
    /// begun.</summary>
    /// <exception cref="IOException">The disk failed; the next opening goes on.</exception>
    internal static void Publish(string database)
    {
        File.Move(database + PartSuffix + PageSums.Suffix, database + WholeSuffix + PageSums.Suffix, overwrite: true);
        DurableFile.FlushFolder(Path.GetDirectoryName(database)!);
        File.Move(database + PartSuffix, database + WholeSuffix, overwrite: true);
        DurableFile.FlushFolder(Path.GetDirectoryName(database)!);
        Finish(database);
    }

    /// <summary>Whether a whole copy has yet to be put in the database's place.</summary>
    internal static bool IsUnfinished(string database) => DatabaseHead.HasTables(database + WholeSuffix);

    /// <summary>Before a database is opened: puts a whole copy in its place, or removes one that was not finished.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal static void Finish(string database)
    {
        string whole = database + WholeSuffix;
        if (IsUnfinished(database))
        {
            if (File.Exists(whole + PageSums.Suffix))
                File.Move(whole + PageSums.Suffix, database + PageSums.Suffix, overwrite: true);
            // Empty, or it would hold what the copy lacks.
            RemoveLog(database);
            File.Move(whole, database, overwrite: true);
            DurableFile.FlushFolder(Path.GetDirectoryName(database)!);
        }

        // Of a copy that never became whole.
        File.Delete(whole + PageSums.Suffix);
        RemovePart(database);
    }

    /// <summary>Removes a copy that was not published.</summary>
    internal static void RemovePart(string database)
    {
        string part = database + PartSuffix;
        foreach (string path in (string[])[part, part + PageSums.Suffix, part + "-journal"])
            File.Delete(path);
        RemoveLog(part);
    }

    private static void RemoveLog(string database)
    {
        File.Delete(database + LogSuffix);
        File.Delete(database + "-shm");
    }
}
