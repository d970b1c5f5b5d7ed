using System.Globalization;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite.Compacting;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.Storage.Sqlite.Rebuilding;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// What of a data folder only a person can set right: a folder that stands in a file's place, or a database that is lost. It is lost where
/// there is none, or an empty one, next to files that only a database leaves. SQLite would make a new one and throw the log away, and the
/// server would then serve nothing and remove the shards of collections that it does not know. A first start that was killed is no loss:
/// nothing of what is looked for is written before the database's first page. A database without tables of ours next to an index is another
/// one in its place.
/// </summary>
public static class DataFolderFault
{
    /// <summary>The folder within a data folder in which a restore makes what it then moves, the database last.</summary>
    public const string RestoringFolder = "restoring";

    // SQLite takes a file of one byte for an empty one.
    private const int EmptyBytesMax = 1;
    private const string JournalFile = SqliteDatabase.FileName + "-journal";

    private static readonly EnumerationOptions Readable = new() { RecurseSubdirectories = true };

    private static readonly string[] Files =
    [
        DataFolderLock.FileName,
        SqliteDatabase.FileName,
        SqliteDatabase.FileName + "-wal",
        SqliteDatabase.FileName + "-shm",
        JournalFile,
        SqliteDatabase.FileName + PageSums.Suffix,
        DiskReserve.FileName,
        SqliteFile.MarkerFile,
    ];

    /// <summary>Looks.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="shards">The folder of the shards' files.</param>
    /// <returns>What is wrong and what is to be done, in one line; null where nothing is.</returns>
    public static string? Find(string folder, string shards)
    {
        if (Array.Find(Files, name => Directory.Exists(Path.Combine(folder, name))) is { } misplaced)
            return $"In the data folder '{folder}' a folder stands in the place of the file '{misplaced}'. Move it away and start again.";
        return Directory.Exists(folder) ? FindLoss(folder, shards) : null;
    }

    private static string? FindLoss(string folder, string shards)
    {
        string database = Path.Combine(folder, SqliteDatabase.FileName);
        FileInfo file = new(database);
        if (
            file is { Exists: true, Length: > EmptyBytesMax }
            || DatabaseRebuild.IsUnfinished(database)
            || CompactCopy.IsUnfinished(database)
        )
            return null;
        string[] left = [.. Left(folder, shards)];
        if (left.Length == 0)
            return null;
        return Lost(folder, file.Exists ? "is empty" : "is missing", left);
    }

    /// <summary>Looks once more, where a database was opened that has no table of ours.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="shards">The folder of the shards' files.</param>
    /// <returns>What is wrong and what is to be done, in one line; null where it is a new one.</returns>
    internal static string? FindWithoutTables(string folder, string shards) =>
        HasIndex(shards) ? Lost(folder, "has none of its tables", [Index(folder, shards)]) : null;

    /// <summary>
    /// Looks once more, where a database was opened that holds no collection: one that is newer than collections of the index never did. An
    /// index without its collection that is younger is of one whose deletion was cut off.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="shards">The folder of the shards' files: by tenant, collection and the ticks of the collection's creation.</param>
    /// <param name="madeAt">The ticks at which the database was made.</param>
    /// <returns>What is wrong and what is to be done, in one line; null where nothing is.</returns>
    internal static string? FindNewer(string folder, string shards, long madeAt) =>
        Directory.Exists(shards)
        && Directory
            .EnumerateDirectories(shards, "*", Readable)
            .Any(path =>
                Path.GetRelativePath(shards, path).Split(Path.DirectorySeparatorChar) is [_, _, var created]
                && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
                && ticks < madeAt
                && HasIndex(path)
            )
            ? Lost(folder, "is newer than the index and holds nothing", [Index(folder, shards)])
            : null;

    private static string Lost(string folder, string state, string[] left) =>
        $"The data folder '{folder}' has lost its database: '{SqliteDatabase.FileName}' {state}, and {string.Join(", ", left)} "
        + $"{(left.Length == 1 ? "is" : "are")} still there. Nothing was changed. Put the file back, or restore a backup into an empty "
        + "folder ('rag restore'). To begin anew without the documents, move the folder away.";

    private static IEnumerable<string> Left(string folder, string shards)
    {
        IEnumerable<string> files = Directory
            .EnumerateFiles(folder, SqliteDatabase.FileName + "*")
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not (SqliteDatabase.FileName or JournalFile))
            .Order(StringComparer.Ordinal);
        foreach (string name in files)
            yield return $"'{name}'";
        if (Directory.Exists(Path.Combine(folder, RestoringFolder)))
            yield return $"'{RestoringFolder}' of a restore that did not end";
        if (HasIndex(shards))
            yield return Index(folder, shards);
    }

    private static bool HasIndex(string shards) => Directory.Exists(shards) && Directory.EnumerateFiles(shards, "*", Readable).Any();

    // A copy that is looked at has its shards elsewhere.
    private static string Index(string folder, string shards)
    {
        string path = Path.GetRelativePath(folder, shards);
        return $"the index in '{(path.StartsWith("..", StringComparison.Ordinal) ? shards : path)}'";
    }
}
