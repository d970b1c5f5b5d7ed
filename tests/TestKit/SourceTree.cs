namespace RagCluster.TestKit;

/// <summary>Where the sources of the tests that run are.</summary>
public static class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "RagCluster.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
        }

        return root.FullName;
    }
}
