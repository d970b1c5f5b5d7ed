using RagCluster.Corpus.Damage;
using RagCluster.Shards.Files;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Recovery;

/// <summary>
/// The files of a shard. Invariant: a file that the manifest names is on disk, whole, before the manifest is; a file that it does not name
/// is nobody's and goes. So a crash at any step leaves the old manifest with its files or the new one with its own.
/// </summary>
internal sealed class ShardFolder(ShardFolderOptions options)
{
    /// <summary>Ends the names of segments' files.</summary>
    internal const string SegmentSuffix = ".segment";

    /// <summary>Ends the names of files that are being written.</summary>
    internal const string NewSuffix = ".new";

    /// <summary>Ends the names of what stood where a file of ours belongs.</summary>
    internal const string AsideSuffix = ".aside";

    /// <summary>Tells the log from any other.</summary>
    internal long Lineage => options.Lineage;

    /// <summary>What the files are encrypted with.</summary>
    internal Disk.IFileKeys Keys => options.Keys;

    /// <summary>Reports a segment that was dropped.</summary>
    internal void ReportDropped(string file) =>
        options.Damage.Report(DamageKinds.Segment, NameOf(file), false, "It is rebuilt from the log.");

    /// <summary>Reports that a dropped segment's documents are back.</summary>
    internal void ReportRebuilt(string file) =>
        options.Damage.Report(DamageKinds.Segment, NameOf(file), true, "It was rebuilt from the log.");

    /// <summary>Reads the manifest; null when there is none that can be used.</summary>
    internal ShardManifest? ReadManifest()
    {
        Directory.CreateDirectory(options.Path);
        try
        {
            ShardManifest manifest = ShardManifest.Decode(File.ReadAllBytes(PathOf(ShardManifest.FileName)));
            return manifest.Lineage == options.Lineage ? manifest : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or UnauthorizedAccessException)
        {
            // Removed at once: a load that fails for another reason must not find it again. Access is denied to a folder of its name too.
            Remove(ShardManifest.FileName);
            options.Damage.Report(DamageKinds.Manifest, $"the manifest of {options.Name}", true, "The shard is made again from its log.");
            return null;
        }
    }

    /// <summary>Opens a segment that the manifest names. A file of another form than the keys ask for is written in theirs first.</summary>
    /// <exception cref="ShardDamagedException">The file is missing or not the one that the manifest means.</exception>
    internal LiveSegment Open(ManifestSegment described)
    {
        SegmentFile file = SegmentFile.Open(PathOf(described.File), options.Keys);
        if (file.LengthBytes != described.LengthBytes || file.Checksum != described.Checksum)
            throw new ShardDamagedException(described.File, "it is not the one that the manifest means.");
        return new LiveSegment(new Segment(InForm(file)), described.LiveRows, described.Counts);
    }

    /// <summary>Writes a segment and opens it.</summary>
    /// <param name="write">Writes the sections.</param>
    /// <exception cref="IOException">The disk failed; nothing is left but a file that the next opening removes.</exception>
    internal Segment Write(Action<ISectionSink> write)
    {
        string name = Guid.NewGuid().ToString("n") + SegmentSuffix;
        using (SegmentFileWriter writer = new(EncryptedFile.Begin(options.Disk.Create(PathOf(name + NewSuffix)), options.Keys)))
        {
            write(writer);
            writer.Finish();
        }

        options.Disk.Replace(PathOf(name + NewSuffix), PathOf(name));
        options.Disk.FlushFolder(options.Path);
        return new Segment(SegmentFile.Open(PathOf(name), options.Keys));
    }

    /// <summary>Copies a segment's file into the folder. What is wrong with it is found when it is opened and read.</summary>
    /// <exception cref="IOException">The disk or the source failed.</exception>
    internal async Task CopyAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Path);
        byte[] buffer = new byte[FileLayout.BlockBytes];
        using (Disk.IShardFile file = options.Disk.Create(PathOf(name + NewSuffix)))
        {
            for (int length; (length = await content.ReadAsync(buffer, cancellationToken)) > 0; )
                file.Append(buffer.AsSpan(0, length));
            file.Flush();
        }

        options.Disk.Replace(PathOf(name + NewSuffix), PathOf(name));
        options.Disk.FlushFolder(options.Path);
    }

    /// <summary>Puts a manifest in the place of the last one.</summary>
    /// <exception cref="IOException">The disk failed; the last one holds on.</exception>
    internal void Write(ShardManifest manifest)
    {
        Directory.CreateDirectory(options.Path);
        string path = PathOf(ShardManifest.FileName);
        foreach (string taken in new[] { path, path + NewSuffix }.Where(Directory.Exists))
            MoveAside(taken);
        using (Disk.IShardFile file = options.Disk.Create(path + NewSuffix))
        {
            file.Append(manifest.Encode());
            file.Flush();
        }

        options.Disk.Replace(path + NewSuffix, path);
        options.Disk.FlushFolder(options.Path);
    }

    /// <summary>
    /// Removes a segment's file. Who has it mapped reads on; where the system keeps such a file, the next opening removes it.
    /// </summary>
    internal void Remove(string file)
    {
        try
        {
            if (Directory.Exists(PathOf(file)))
                MoveAside(PathOf(file));
            else
                options.Disk.Delete(PathOf(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ShardsMeter.Failed();
        }
    }

    /// <summary>Gives another name to what stands where something of ours belongs. Nobody knows what it is, so it is not removed.</summary>
    internal static void MoveAside(string path) => Directory.Move(path, $"{path}.{Guid.NewGuid():n}{AsideSuffix}");

    /// <summary>Removes what a manifest does not name.</summary>
    /// <param name="manifest">The manifest; null to remove everything.</param>
    internal void Sweep(ShardManifest? manifest)
    {
        HashSet<string> kept = [.. manifest?.Segments.Select(segment => segment.File) ?? []];
        foreach (string path in Directory.EnumerateFiles(options.Path))
        {
            string name = Path.GetFileName(path);
            if (
                name.EndsWith(NewSuffix, StringComparison.Ordinal)
                || (name.EndsWith(SegmentSuffix, StringComparison.Ordinal) && !kept.Contains(name))
            )
            {
                Remove(name);
            }
        }
    }

    // What can't be written now is read as it is, and written at the next opening.
    private SegmentFile InForm(SegmentFile file)
    {
        try
        {
            return SegmentRewrite.Run(file, PathOf(file.Name), options.Disk, options.Keys)
                ? SegmentFile.Open(PathOf(file.Name), options.Keys)
                : file;
        }
        catch (IOException failure) when (failure is not ShardDamagedException)
        {
            ShardsMeter.Failed();
            return file;
        }
    }

    private string NameOf(string file) => $"the segment {file} of {options.Name}";

    private string PathOf(string name) => Path.Combine(options.Path, name);
}
