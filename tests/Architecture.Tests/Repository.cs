using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests;

/// <summary>The files of this checkout.</summary>
internal static partial class Repository
{
    private static readonly string[] Ignored = ["bin", "obj", "node_modules", ".git", ".rag", "artifacts"];

    /// <summary>The folder that holds the solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Files below a folder with one of the extensions, generated ones left out.</summary>
    internal static IEnumerable<string> Files(string folder, params string[] extensions)
    {
        DirectoryInfo start = new(Path.Combine(Root, folder));
        return start.Exists ? Walk(start).Where(f => extensions.Contains(Path.GetExtension(f), StringComparer.Ordinal)) : [];
    }

    /// <summary>A path relative to the root, for messages.</summary>
    internal static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The names of projects that a project file references, read from <c>ProjectReference</c> items.</summary>
    internal static IEnumerable<string> References(string projectFile) =>
        ProjectReference()
            .Matches(File.ReadAllText(projectFile))
            .Select(m => Path.GetFileNameWithoutExtension(m.Groups[1].Value.Replace('\\', '/')));

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            yield return file.FullName;
        }

        foreach (DirectoryInfo inner in folder.EnumerateDirectories().Where(d => !Ignored.Contains(d.Name)))
        {
            foreach (string file in Walk(inner))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
    }

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
