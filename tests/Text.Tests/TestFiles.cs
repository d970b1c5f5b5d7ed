namespace RagCluster.Text.Tests;

/// <summary>Files outside of the test assembly: the repository's samples, and the shared collections where they are present.</summary>
internal static class TestFiles
{
    internal static string Samples { get; } =
        Find("samples") ?? throw new DirectoryNotFoundException("The repository's samples were not found.");

    /// <summary>Null where there is no shared data beside the checkout.</summary>
    internal static string? Mixed { get; } = Find(Path.Combine("shared", "data", "mixed"));

    internal static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(Samples, name));

    private static string? Find(string folder)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, folder);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
