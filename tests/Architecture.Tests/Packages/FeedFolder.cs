using System.IO.Compression;
using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests.Packages;

/// <summary>A folder with a checkout's choice of packages and a feed of empty packages beside it.</summary>
internal sealed partial class FeedFolder : IDisposable
{
    private static readonly string[] Copied =
    [
        "compat/packages.sh",
        "compat/Compat.Groups.props",
        "Directory.Packages.props",
        "global.json",
    ];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rag-feed-");

    internal FeedFolder()
    {
        foreach (string file in Copied)
        {
            string copy = Path.Combine(Checkout, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }

        Directory.CreateDirectory(Feed);
        UseSource(Feed);
    }

    /// <summary>The checkout.</summary>
    internal string Checkout => Path.Combine(_folder.FullName, "checkout");

    /// <summary>Where NuGet keeps what it restored.</summary>
    internal string Restored => Path.Combine(_folder.FullName, "restored");

    private string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>Every package that the product takes from an official source, with its version.</summary>
    internal static IReadOnlyDictionary<string, string> Official { get; } = ReadOfficial();

    /// <summary>Puts empty packages into the feed, in the versions of the product.</summary>
    internal void Add(IEnumerable<string> ids)
    {
        foreach (string id in ids)
            Add(id, Official[id]);
    }

    /// <summary>Puts an empty package into the feed.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="dependency">The package of the same version that it depends on; none when null.</param>
    internal void Add(string id, string version, string? dependency = null)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using StreamWriter nuspec = new(package.CreateEntry($"{id}.nuspec").Open());
        string dependencies = dependency is null
            ? ""
            : $"""<dependencies><dependency id="{dependency}" version="{version}" /></dependencies>""";
        nuspec.Write(
            $"""
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id><version>{version}</version><authors>a test</authors><description>Empty.</description>{dependencies}
              </metadata>
            </package>
            """
        );
    }

    /// <summary>Names the only feed of the checkout.</summary>
    internal void UseSource(string address) =>
        File.WriteAllText(
            Path.Combine(Checkout, "nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="only" value="{address}" allowInsecureConnections="true" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """
        );

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<string, string> ReadOfficial()
    {
        string versions = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        Dictionary<string, string> properties = Property()
            .Matches(versions)
            .ToDictionary(m => $"$({m.Groups[1].Value})", m => m.Groups[2].Value);
        string groups = File.ReadAllText(Path.Combine(Repository.Root, "compat/Compat.Groups.props"));
        HashSet<string> names = [.. Names().Matches(groups).SelectMany(m => m.Groups[1].Value.Split(';'))];
        return Version()
            .Matches(versions)
            .Where(m => names.Contains(m.Groups[1].Value))
            .ToDictionary(m => m.Groups[1].Value, m => properties.GetValueOrDefault(m.Groups[2].Value, m.Groups[2].Value));
    }

    [GeneratedRegex("<(\\w+Version) Condition=[^>]*>([^<]+)<")]
    private static partial Regex Property();

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("<_\\w+Name Include=\"([^\"]+)\"")]
    private static partial Regex Names();
}
