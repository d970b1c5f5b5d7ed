namespace RagCluster.Grounding.Tests.Calibration;

/// <summary>Finds the data folder beside the checkout, which is not part of it.</summary>
internal static class SharedData
{
    internal static string? Find(string relative)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "data", relative);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
