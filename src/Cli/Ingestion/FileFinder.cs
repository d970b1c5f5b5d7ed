using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Ingestion;

/// <summary>
/// Finds the files that paths stand for. Hidden ones are left out and counted; what is no file, or can't be read, is named with its reason
/// and stops nothing. Links inside a folder are not followed: they may lead out of it or back into it.
/// </summary>
/// <param name="disk">The disk.</param>
internal sealed class FileFinder(DiskReader disk)
{
    private readonly List<SourceFile> _files = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _rawNames = new(StringComparer.Ordinal);
    private int _hiddenCount;

    /// <summary>The files that paths stand for.</summary>
    /// <exception cref="FileNotFoundException">Nothing stands under a path that the user named.</exception>
    internal static FoundFiles Find(DiskReader disk, IEnumerable<string> paths)
    {
        FileFinder finder = new(disk);
        foreach (string path in paths)
            finder.Add(path);
        return new FoundFiles(finder._files, finder._skipped) { HiddenCount = finder._hiddenCount };
    }

    private void Add(string path)
    {
        string full = Path.GetFullPath(path);
        string parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full)) ?? full;
        string name = Path.GetRelativePath(parent, full);
        DiskEntry? entry;
        try
        {
            entry = disk.Stat(full, followsLink: true);
        }
        catch (IOException unreadable)
        {
            Skip(name, unreadable.Message, isFault: true);
            return;
        }

        // The runtime decodes the command line, and puts the same sign for every byte that is no text.
        string hint = path.Contains('\uFFFD') ? " If its name is not UTF-8, name the folder that it lies in." : "";
        if (entry is null)
            throw new FileNotFoundException($"There is no file or folder '{PrintableText.OneLine(path)}'.{hint}");
        if (entry.Value.Kind == DiskEntryKind.Folder)
            AddFolder(full, parent);
        else
            AddEntry(full, name, entry.Value, isNamed: true);
    }

    private void AddFolder(string top, string parent)
    {
        List<(string Path, string Name, DiskEntry Entry)> found = [];
        Stack<string> folders = new([top]);
        while (folders.TryPop(out string? folder))
        {
            foreach (string name in Names(folder, parent))
            {
                if (name.StartsWith('.'))
                {
                    _hiddenCount++;
                    continue;
                }

                string path = Path.Combine(folder, name);
                string relative = Path.GetRelativePath(parent, path);
                if (Stat(path, relative) is not { } entry)
                    continue;
                if (entry.Kind == DiskEntryKind.Folder)
                    folders.Push(path);
                else
                    found.Add((path, relative, entry));
            }
        }

        foreach ((string path, string name, DiskEntry entry) in found.OrderBy(file => file.Name, StringComparer.Ordinal))
            AddEntry(path, name, entry, isNamed: false);
    }

    private IReadOnlyList<string> Names(string folder, string parent)
    {
        try
        {
            return disk.List(folder);
        }
        catch (IOException unreadable)
        {
            Skip(Path.GetRelativePath(parent, folder) + "/", unreadable.Message, isFault: true);
            return [];
        }
    }

    private DiskEntry? Stat(string path, string name)
    {
        try
        {
            return disk.Stat(path, followsLink: false);
        }
        catch (IOException unreadable)
        {
            Skip(name, unreadable.Message, isFault: true);
            return null;
        }
    }

    // What the user named and can't be sent is a failure of the command; what lies in a folder and is no document is none.
    private void AddEntry(string path, string name, DiskEntry entry, bool isNamed)
    {
        string? reason = entry.Kind.WhyNoFile() ?? (entry.Bytes == 0 ? "It is empty." : null);
        if (reason is not null)
        {
            Skip(name, reason, isNamed);
            return;
        }

        if (!_paths.Add(path))
            return;
        string printable = RawName.Printable(name);
        if (_rawNames.TryAdd(printable, name) || _rawNames[printable] == name)
            _files.Add(new SourceFile(path, printable, entry.Bytes));
        else
            Skip(name, "Another file's name is written like this where its bytes are no text: rename one of them.", isFault: true);
    }

    private void Skip(string name, string reason, bool isFault) => _skipped.Add(new SkippedFile(RawName.Printable(name), reason, isFault));
}
