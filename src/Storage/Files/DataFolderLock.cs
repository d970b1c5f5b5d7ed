using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.Files;

/// <summary>Keeps a data folder for one process. The system gives the lock back when the process ends, however it ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    /// <summary>The lock file's name.</summary>
    public const string FileName = "lock";

    // What the system says of a lock that another holds: EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION as an HRESULT.
    private const int Held = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The data folder.</param>
    /// <exception cref="RagException">Unavailable: another process has it, or the folder can't be written.</exception>
    public static DataFolderLock Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            string fix = Directory.Exists(path)
                ? "A folder stands in that file's place: move it away."
                : "Give this user the right to write there, or set RAG__Storage__DataFolder to another folder.";
            throw new RagException(
                ErrorKind.Unavailable,
                RagException.DeniedCode,
                $"The data folder '{folder}' can't be written: {error.Message} {fix}",
                null,
                error
            );
        }
        catch (IOException error) when (error.HResult is not (Held or HeldOnMac or HeldOnWindows))
        {
            throw new RagException(
                ErrorKind.Unavailable,
                FullDisk.Is(error) ? StorageFailure.FullCode : RagException.DeniedCode,
                $"The data folder '{folder}' can't be used ({error.Message}). Move away what stands in its place, or in that of a folder "
                    + "above it, or set RAG__Storage__DataFolder to another folder.",
                null,
                error
            );
        }
        catch (IOException error)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                "storage-locked",
                $"The data folder '{folder}' can't be taken: {error.Message} If another RagCluster process runs on it, stop that "
                    + $"process, or set RAG__Storage__DataFolder to another folder.",
                null,
                error
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
