namespace RagCluster.Inference.Tests;

/// <summary>The models that come with the product.</summary>
internal static class ProductModels
{
    /// <summary>The folder <c>models</c> of the checkout; null in a packed test run, which has none.</summary>
    internal static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
            {
                string models = Path.Combine(folder.FullName, "models");
                return File.Exists(Path.Combine(models, "registry.json")) ? models : null;
            }
        }

        return null;
    }
}
