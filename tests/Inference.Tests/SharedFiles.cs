namespace RagCluster.Inference.Tests;

/// <summary>Larger files that may lie beside the checkout.</summary>
public static class SharedFiles
{
    /// <summary>The full path, or null where the files are not.</summary>
    public static string? Find(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
