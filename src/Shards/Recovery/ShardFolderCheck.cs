using RagCluster.Corpus.Damage;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Recovery;

/// <summary>Reads the files of shards that nobody has open, and compares them with their checksums.</summary>
public static class ShardFolderCheck
{
    /// <summary>Looks through a folder with all below it.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="repair">Whether to remove what is damaged: the shard makes it again from its log when it is opened.</param>
    /// <param name="keys">The keys of encrypted files.</param>
    /// <param name="time">The clock of the findings.</param>
    /// <returns>Files that were read, and what is damaged.</returns>
    public static (int Files, DamageFinding[] Findings) Run(string root, bool repair, IFileKeys keys, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(time);
        if (!Directory.Exists(root))
            return (0, []);
        string[] files =
        [
            .. Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(path =>
                    path.EndsWith(ShardFolder.SegmentSuffix, StringComparison.Ordinal) || Path.GetFileName(path) == ShardManifest.FileName
                )
                .Order(StringComparer.Ordinal),
        ];
        List<DamageFinding> findings = [];
        foreach (string path in files.Where(path => !IsWhole(path, keys)))
        {
            bool isManifest = Path.GetFileName(path) == ShardManifest.FileName;
            if (repair)
                File.Delete(path);
            findings.Add(
                new DamageFinding(
                    isManifest ? DamageKinds.Manifest : DamageKinds.Segment,
                    $"the file {Path.GetRelativePath(root, path)}",
                    repair,
                    "It is made again from the log when the server starts.",
                    time.GetUtcNow()
                )
            );
        }

        return (files.Length, [.. findings]);
    }

    private static bool IsWhole(string path, IFileKeys keys)
    {
        try
        {
            if (Path.GetFileName(path) == ShardManifest.FileName)
                ShardManifest.Decode(File.ReadAllBytes(path));
            else
                SegmentFile.Open(path, keys).CheckAll();
            return true;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ShardDamagedException)
        {
            return false;
        }
    }
}
