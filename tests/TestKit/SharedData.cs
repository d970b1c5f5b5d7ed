namespace RagCluster.TestKit;

/// <summary>Finds the data sets that may lie beside the checkout. Tests must pass without them.</summary>
public static class SharedData
{
    /// <summary>The folder of a data set, or null when this machine has none.</summary>
    /// <param name="name">The data set's name, for example <c>scifact</c>.</param>
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
