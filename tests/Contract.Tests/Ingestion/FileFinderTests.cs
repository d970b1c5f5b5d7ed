using Microsoft.Win32.SafeHandles;
using RagCluster.Cli.Ingestion;
using RagCluster.Cli.Ingestion.Disk;

namespace RagCluster.Contract.Tests.Ingestion;

/// <summary>What is no file or can't be read is named with its reason, and the rest is found.</summary>
public sealed class FileFinderTests
{
    [Fact]
    public void Folder_GivesItsFilesInOrder_AndNamesWhatIsSkipped()
    {
        FoundFiles found = FileFinder.Find(new Disk(), ["/top"]);
        Assert.Equal(["top/a.md", "top/deep/z.md"], found.Files.Select(file => file.Name));
        Assert.Equal(
            [
                ("top/deep/locked/", "Permission denied", true),
                ("top/dir", "File name too long", true),
                ("top/empty", "It is empty.", false),
                ("top/link", "It is a symbolic link: name its target to send that.", false),
                ("top/pipe", "It is a pipe, not a file.", false),
            ],
            found
                .Skipped.Select(skipped => (skipped.Name, skipped.Reason, skipped.IsFault))
                .OrderBy(skipped => skipped.Name, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void HiddenNames_AreCounted_AndFoundWhereTheyAreNamed()
    {
        Disk disk = new() { ["/top"] = [".git", ".env", "a.md"], ["/top/.git"] = ["config", ".lock"] };
        FoundFiles found = FileFinder.Find(disk, ["/top"]);
        Assert.Equal(("top/a.md", 2), (Assert.Single(found.Files).Name, found.HiddenCount));
        FoundFiles named = FileFinder.Find(disk, ["/top/.env", "/top/.git"]);
        Assert.Equal([".env", ".git/config"], named.Files.Select(file => file.Name));
        Assert.Equal(1, named.HiddenCount);
    }

    [Fact]
    public void NamedPipe_IsAFault() =>
        Assert.Equal([new SkippedFile("pipe", "It is a pipe, not a file.", true)], FileFinder.Find(new Disk(), ["/top/pipe"]).Skipped);

    [Fact]
    public void NamedNothing_IsRefused() =>
        Assert.Equal(
            "There is no file or folder '/top/none'.",
            Assert.Throws<FileNotFoundException>(() => FileFinder.Find(new Disk(), ["/top/none"])).Message
        );

    [Fact]
    public void TwoNamesThatAreWrittenAlike_DoNotTakeEachOthersPlace()
    {
        Disk disk = new() { ["/top"] = ["caf%E9", RawName.Decode([.. "caf"u8, 0xE9])] };
        FoundFiles found = FileFinder.Find(disk, ["/top"]);
        Assert.Equal("top/caf%E9", Assert.Single(found.Files).Name);
        Assert.StartsWith("Another file's name", Assert.Single(found.Skipped).Reason, StringComparison.Ordinal);
        Assert.True(found.Skipped[0].IsFault);
    }

    private sealed class Disk : DiskReader
    {
        private readonly Dictionary<string, string[]> _folders = new()
        {
            ["/top"] = ["pipe", "link", "deep", "a.md", "empty", ".hidden", "dir"],
            ["/top/deep"] = ["locked", "z.md"],
        };

        internal string[] this[string folder]
        {
            set => _folders[folder] = value;
        }

        internal override DiskEntry? Stat(string path, bool followsLink) =>
            path[(path.LastIndexOf('/') + 1)..] switch
            {
                "top" or "deep" or "locked" or ".git" => new DiskEntry(DiskEntryKind.Folder, 0),
                "pipe" => new DiskEntry(DiskEntryKind.Pipe, 0),
                "link" => new DiskEntry(DiskEntryKind.Link, 0),
                "empty" => new DiskEntry(DiskEntryKind.File, 0),
                "none" => null,
                "dir" => throw new IOException("File name too long"),
                _ => new DiskEntry(DiskEntryKind.File, 3),
            };

        internal override IReadOnlyList<string> List(string folder) =>
            folder.EndsWith("locked", StringComparison.Ordinal) ? throw new IOException("Permission denied") : _folders[folder];

        internal override SafeFileHandle Open(string path) =>
            throw new InvalidOperationException("Nothing is opened while files are looked for.");
    }
}
