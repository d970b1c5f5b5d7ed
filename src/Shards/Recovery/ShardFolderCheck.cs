using RagCluster.Corpus.Damage;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Recovery;

/// <summary>
/// Reads the files of shards that nobody has open, and compares them with their checksums and with what the manifests name. What is damaged
/// or missing is removed from its manifest by a repair, so that the shard makes it again from its log when it is opened.
/// </summary>
public sealed class ShardFolderCheck
{
    // What a replica's folder has even before the first manifest.
    private const string LockName = "lock";
    private const string InAFoldersPlace = "stands in the place of a folder";
    private const string Outcome = "It is made again from the log when the server starts.";

    private readonly string _root;
    private readonly bool _repair;
    private readonly IFileKeys _keys;
    private readonly IShardDisk _disk;
    private readonly TimeProvider _time;
    private readonly List<DamageFinding> _findings = [];

    // Files that are missing since something else stands in their place, which is named itself.
    private readonly HashSet<string> _displaced = new(StringComparer.Ordinal);
    private int _files;

    private ShardFolderCheck(string root, bool repair, IFileKeys keys, IShardDisk disk, TimeProvider time)
    {
        _root = root;
        _repair = repair;
        _keys = keys;
        _disk = disk;
        _time = time;
    }

    /// <summary>Looks through a folder with all below it.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="repair">Whether to make ready what is damaged: the shard makes it again from its log when it is opened.</param>
    /// <param name="keys">The keys of encrypted files.</param>
    /// <param name="disk">Writes the manifests of what is left.</param>
    /// <param name="time">The clock of the findings.</param>
    /// <returns>Files that were read, and what is damaged.</returns>
    /// <exception cref="IOException">What is damaged can't be removed.</exception>
    public static (int Files, DamageFinding[] Findings) Run(string root, bool repair, IFileKeys keys, IShardDisk disk, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(disk);
        ArgumentNullException.ThrowIfNull(time);
        ShardFolderCheck check = new(root, repair, keys, disk, time);
        if (File.Exists(root))
            check.MoveAside(DamageKinds.Segment, root, InAFoldersPlace);
        else if (Directory.Exists(root))
            check.Walk(root);
        return (check._files, [.. check._findings]);
    }

    /// <summary>Moves aside a file that stands where a folder for a shard's files, or one above it, belongs.</summary>
    /// <param name="root">The folder of all shards.</param>
    /// <param name="folder">The folder that is wanted, below it.</param>
    /// <returns>Names what was moved; null when the way is free.</returns>
    /// <exception cref="IOException">It can't be moved.</exception>
    public static string? MakeWay(string root, string folder)
    {
        ArgumentNullException.ThrowIfNull(root);
        for (string? at = folder; at?.Length > root.Length; at = Path.GetDirectoryName(at))
        {
            if (!File.Exists(at))
                continue;
            ShardFolder.MoveAside(at);
            return $"{Path.GetRelativePath(root, at)}, which {InAFoldersPlace}";
        }

        return null;
    }

    private void Walk(string folder)
    {
        string[] files;
        string[] folders;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Where(IsRelevant).Order(StringComparer.Ordinal)];
            folders = [.. Directory.EnumerateDirectories(folder).Where(IsRelevant).Order(StringComparer.Ordinal)];
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            Add(DamageKinds.Segment, $"the folder {NameOf(folder)}", false, $"It can't be read: {denied.Message}");
            return;
        }

        if (Array.Exists(files, IsOfAShard) || files.Any(file => Path.GetFileName(file) == LockName))
        {
            foreach (string other in folders.Where(IsOfAShard))
                MoveAside(KindOf(other), other, "is a folder");
            CheckFiles(folder, [.. files.Where(IsOfAShard)]);
            return;
        }

        foreach (string other in files)
            MoveAside(DamageKinds.Segment, other, InAFoldersPlace);
        foreach (string below in folders)
            Walk(below);
    }

    private void CheckFiles(string folder, string[] files)
    {
        _files += files.Length;
        string[] segments = [.. files.Where(file => !IsManifest(file))];
        HashSet<string> damaged = [.. segments.Where(file => !IsWhole(file)).Select(file => Path.GetFileName(file))];
        foreach (string name in damaged)
            Add(DamageKinds.Segment, $"the file {NameOf(Path.Combine(folder, name))}", _repair, Outcome);
        string path = Path.Combine(folder, ShardManifest.FileName);
        ShardManifest? manifest = ReadManifest(path);
        if (manifest is null)
        {
            // The first manifest is written after the first segment, so one of the two alone has lost the other.
            if (files.Length > 0 && !_displaced.Contains(path))
                Add(DamageKinds.Manifest, $"the file {NameOf(path)}", _repair, File.Exists(path) ? Outcome : $"It is missing. {Outcome}");
            if (_repair)
                Array.ForEach(files, _disk.Delete);
            return;
        }

        HashSet<string> there = [.. segments.Select(file => Path.GetFileName(file))];
        string[] missing = [.. manifest.Segments.Select(segment => segment.File).Where(name => !there.Contains(name))];
        foreach (string file in missing.Select(name => Path.Combine(folder, name)).Where(file => !_displaced.Contains(file)))
            Add(DamageKinds.Segment, $"the file {NameOf(file)}", _repair, $"It is missing. {Outcome}");
        if (_repair && damaged.Count + missing.Length > 0)
            Drop(folder, manifest, [.. damaged, .. missing]);
    }

    private void Drop(string folder, ShardManifest manifest, HashSet<string> lost)
    {
        ManifestSegment[] left = [.. manifest.Segments.Where(segment => !lost.Contains(segment.File))];
        if (left.Length < manifest.Segments.Length)
        {
            ShardFolder shard = new(new ShardFolderOptions(folder, manifest.Lineage, _disk));
            shard.Write(manifest with { IsComplete = false, Segments = left });
        }

        foreach (string name in lost)
            _disk.Delete(Path.Combine(folder, name));
    }

    private static ShardManifest? ReadManifest(string path)
    {
        try
        {
            return File.Exists(path) ? ShardManifest.Decode(File.ReadAllBytes(path)) : null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool IsWhole(string path)
    {
        try
        {
            SegmentFile.Open(path, _keys).CheckAll();
            return true;
        }
        catch (ShardDamagedException)
        {
            return false;
        }
    }

    private void MoveAside(string kind, string path, string fault)
    {
        if (_repair)
            ShardFolder.MoveAside(path);
        _displaced.Add(path);
        Add(kind, $"{NameOf(path)}, which {fault}", _repair, _repair ? "It was moved aside." : "It is moved aside by --repair.");
    }

    private void Add(string kind, string what, bool isRepaired, string outcome) =>
        _findings.Add(new DamageFinding(kind, what, isRepaired, outcome, _time.GetUtcNow()));

    private string NameOf(string path) => path == _root ? path : Path.GetRelativePath(_root, path);

    // What was moved aside, and what systems leave in any folder, is in nobody's way.
    private static bool IsRelevant(string path) =>
        !path.EndsWith(ShardFolder.AsideSuffix, StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith('.');

    private static bool IsOfAShard(string path) => IsManifest(path) || path.EndsWith(ShardFolder.SegmentSuffix, StringComparison.Ordinal);

    private static bool IsManifest(string path) => Path.GetFileName(path) == ShardManifest.FileName;

    private static string KindOf(string path) => IsManifest(path) ? DamageKinds.Manifest : DamageKinds.Segment;
}
