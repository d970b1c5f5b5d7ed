using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite;

namespace RagCluster.Silo.Doctor;

/// <summary>
/// A copy of a data folder's database, on the same disk, so that what looks at it leaves the folder as it is. It goes at the end.
/// </summary>
internal sealed class UntouchedFolder : IDisposable
{
    private readonly DataFolderLock _lock;

    private UntouchedFolder(DataFolderLock folderLock, string path)
    {
        _lock = folderLock;
        FullPath = path;
    }

    /// <summary>The copy's folder.</summary>
    internal string FullPath { get; }

    /// <summary>Where the copy of a data folder's database is.</summary>
    internal static string PathIn(string folder) => Path.Combine(folder, "doctor");

    /// <summary>Copies the database of a folder that no server has open.</summary>
    /// <exception cref="RagException">Unavailable: the folder is in use, or its disk has no room for the copy.</exception>
    internal static UntouchedFolder Copy(string folder)
    {
        string source = Path.GetFullPath(folder);
        UntouchedFolder copy = new(DataFolderLock.Take(source), PathIn(source));
        try
        {
            copy.Remove();
            Directory.CreateDirectory(copy.FullPath);
            foreach (string file in Directory.EnumerateFiles(source, SqliteDocumentStore.FileName + "*").Where(IsInUse))
                File.Copy(file, Path.Combine(copy.FullPath, Path.GetFileName(file)));
            return copy;
        }
        catch (IOException full)
        {
            copy.Dispose();
            throw new RagException(
                ErrorKind.Unavailable,
                "storage-full",
                $"The database could not be copied to '{copy.FullPath}' to be looked at: {full.Message} "
                    + "Free as much space as it takes, or use --repair.",
                null,
                full
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Remove();
        _lock.Dispose();
    }

    // A file that was malformed is kept beside the one that was made from it.
    private static bool IsInUse(string file) => !file.Contains(SqliteDocumentStore.DamagedSuffix, StringComparison.Ordinal);

    private void Remove()
    {
        if (Directory.Exists(FullPath))
            Directory.Delete(FullPath, recursive: true);
    }
}
