namespace RagCluster.Cli.Ingestion;

/// <summary>A file to be sent.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">The name that the server keeps: relative to the folder that the user named, with that folder's name in front.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record SourceFile(string Path, string Name, long Bytes)
{
    /// <summary>The files that paths stand for: a folder's files in order of their names, hidden ones left out.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    internal static IReadOnlyList<SourceFile> Find(IEnumerable<string> paths)
    {
        List<SourceFile> files = [];
        foreach (string path in paths)
        {
            string full = System.IO.Path.GetFullPath(path);
            if (File.Exists(full))
                files.Add(new SourceFile(full, System.IO.Path.GetFileName(full), new FileInfo(full).Length));
            else if (Directory.Exists(full))
                files.AddRange(InFolder(full));
            else
                throw new FileNotFoundException($"There is no file or folder '{path}'.");
        }

        return [.. files.DistinctBy(f => f.Path)];
    }

    private static IEnumerable<SourceFile> InFolder(string folder)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        string above = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(folder)) ?? folder;
        return Directory
            .EnumerateFiles(folder, "*", all)
            .Select(path => new SourceFile(path, System.IO.Path.GetRelativePath(above, path).Replace('\\', '/'), new FileInfo(path).Length))
            .Where(file => !file.Name.Split('/').Any(part => part.StartsWith('.')))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }
}
