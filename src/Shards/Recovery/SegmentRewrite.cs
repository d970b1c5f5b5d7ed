using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Recovery;

/// <summary>
/// Writes segments' files in the form that the keys ask for: encrypted with the active key, or in the clear. The new file takes the old
/// one's name in one step and holds the same bytes, so that no manifest changes, and a kill at any moment leaves one of the two. Nobody
/// has to hold the folder: who has the old file mapped reads on, and a file that its shard removes meanwhile comes back as one that no
/// manifest names, which the next opening removes.
/// </summary>
public static class SegmentRewrite
{
    /// <summary>Looks through a folder with all below it.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="disk">Writes the files.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends it; what was written stays.</param>
    /// <returns>Files that were written, and files of another form that are left: they are damaged, or could not be written.</returns>
    public static (int Written, int Left) RunAll(string root, IShardDisk disk, IFileKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(disk);
        ArgumentNullException.ThrowIfNull(keys);
        int written = 0;
        int left = 0;
        if (!Directory.Exists(root))
            return (0, 0);
        foreach (string path in Directory.EnumerateFiles(root, "*" + ShardFolder.SegmentSuffix, SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (!IsInForm(path, keys) && Run(SegmentFile.Open(path, keys), path, disk, keys))
                    written++;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // One that its shard has removed is no other form's any more.
                if (File.Exists(path))
                    left++;
            }
        }

        return (written, left);
    }

    /// <summary>Writes one file, where it has another form.</summary>
    /// <param name="file">The file as it was opened.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="disk">Writes it.</param>
    /// <param name="keys">The keys.</param>
    /// <returns>Whether it had another form.</returns>
    /// <exception cref="IOException">The disk failed, or the file is damaged; it is as it was.</exception>
    internal static bool Run(SegmentFile file, string path, IShardDisk disk, IFileKeys keys)
    {
        if (file.IsOf(keys.ActiveId.Span))
            return false;
        // Two that do it at once must not write to one file.
        string fresh = $"{path}.{Guid.NewGuid():n}{ShardFolder.NewSuffix}";
        try
        {
            using (IShardFile target = EncryptedFile.Begin(disk.Create(fresh), keys))
            {
                foreach (ReadOnlyMemory<byte> piece in file.Pieces())
                    target.Append(piece.Span);
                target.Flush();
            }

            disk.Replace(fresh, path);
        }
        catch (IOException)
        {
            disk.Delete(fresh);
            throw;
        }

        disk.FlushFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    private static bool IsInForm(string path, IFileKeys keys)
    {
        byte[] begin = new byte[EncryptedLayout.HeaderBytes];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        int read = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        return EncryptedLayout.KeyIdOf(begin.AsSpan(0, read)).SequenceEqual(keys.ActiveId.Span);
    }
}
