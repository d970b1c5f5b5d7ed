using Microsoft.Win32.SafeHandles;

namespace RagCluster.Storage.Files;

/// <summary>How bytes are forced to disk; tests put a failing one here.</summary>
internal interface IFileFlusher
{
    /// <summary>Returns when the file's bytes are on disk.</summary>
    /// <param name="handle">The open file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    void Flush(SafeFileHandle handle, string path);

    /// <summary>Returns when a folder's entries are on disk.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    void FlushFolder(string path);
}
