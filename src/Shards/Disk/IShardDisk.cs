namespace RagCluster.Shards.Disk;

/// <summary>The few things that a shard asks of a disk, each of which either happens or throws. Tests put a failing one here.</summary>
public interface IShardDisk
{
    /// <summary>Creates an empty file; what had the name before is gone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    IShardFile Create(string path);

    /// <summary>Gives a file another name in one step; what had that name before is gone.</summary>
    /// <param name="from">Its present name.</param>
    /// <param name="to">Its new name, in the same folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    void Replace(string from, string to);

    /// <summary>Removes a file; one that is not there is no error. Who has it mapped goes on reading it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The disk failed, or the system keeps a file that is mapped.</exception>
    void Delete(string path);

    /// <summary>Returns when the names of a folder's files are on disk.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    void FlushFolder(string folder);
}
