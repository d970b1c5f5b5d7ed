using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite;

namespace RagCluster.Silo.Doctor;

/// <summary>
/// A copy of a data folder's database, on the same disk, so that what looks at it leaves the folder as it is. It goes at the end.
/// </summary>
internal sealed class UntouchedFolder : IDisposable
{
    private const string Name = "doctor";

    private readonly DataFolderLock _lock;

    private UntouchedFolder(DataFolderLock folderLock, string path)
    {
        _lock = folderLock;
        FullPath = path;
    }

    /// <summary>The copy's folder.</summary>
    internal string FullPath { get; }

    /// <summary>Where the copy of a data folder's database is.</summary>
    internal static string PathIn(string folder) => Path.Combine(folder, Name);

    /// <summary>Copies the database of a folder that no server has open.</summary>
    /// <exception cref="RagException">Unavailable: the folder is in use, one of its files can't be read, or its disk has no room for the
    /// copy.</exception>
    internal static UntouchedFolder Copy(string folder)
    {
        string source = Path.GetFullPath(folder);
        UntouchedFolder copy = new(DataFolderLock.Take(source), PathIn(source));
        string at = copy.FullPath;
        try
        {
            copy.Remove();
            Directory.CreateDirectory(copy.FullPath);
            foreach (string file in Directory.EnumerateFiles(source, SqliteDocumentStore.FileName + "*").Where(IsInUse))
            {
                at = file;
                File.Copy(file, Path.Combine(copy.FullPath, Path.GetFileName(file)));
            }

            return copy;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            copy.Dispose();
            throw error is IOException full && FullDisk.Is(full) ? Full(copy.FullPath, full) : Denied(source, at, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Remove();
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // The next copy takes its place, or names it.
        }

        _lock.Dispose();
    }

    private static RagException Full(string copy, IOException error) =>
        new(
            ErrorKind.Unavailable,
            "storage-full",
            $"The database could not be copied to '{copy}' to be looked at: {error.Message} Free as much space as it takes, "
                + "or use --repair.",
            null,
            error
        );

    private static RagException Denied(string folder, string at, Exception error) =>
        new(
            ErrorKind.Unavailable,
            RagException.DeniedCode,
            at == PathIn(folder) ? NoFolder(folder, error) : NoFile(at, error),
            null,
            error
        );

    private static string NoFolder(string folder, Exception error) =>
        File.Exists(PathIn(folder))
            ? $"In the data folder '{folder}' a file stands in the place of the folder '{Name}', in which the database is looked at. Move "
                + "it away, or use --repair."
            : $"The database can't be copied within the data folder '{folder}' to be looked at: {error.Message} Give this user the right "
                + "to write there, or check it as the user who runs the server.";

    private static string NoFile(string file, Exception error) =>
        error is UnauthorizedAccessException
            ? $"The file '{file}' can't be read: {error.Message} Give this user the right to read it, or check it as the user "
                + "who runs the server."
        : new FileInfo(file).LinkTarget is { } target
            ? $"'{file}' is a link to '{target}', which can't be read ({error.Message}). Put the file there, or let the link name it."
        : $"The file '{file}' can't be read ({error.Message}). Set that right, or restore a backup into an empty folder ('rag restore').";

    // A file that was malformed is kept beside the one that was made from it.
    private static bool IsInUse(string file) => !file.Contains(SqliteDocumentStore.DamagedSuffix, StringComparison.Ordinal);

    private void Remove()
    {
        if (Directory.Exists(FullPath))
            Directory.Delete(FullPath, recursive: true);
    }
}
