namespace RagCluster.Architecture.Tests.Packages;

/// <summary>
/// Each supplier of packages whose graph is in the repository has a lock file beside every project, so that a restore under one choice
/// neither lacks one nor writes that of another.
/// </summary>
public sealed class LockFileTests
{
    [Fact]
    public void EachSupplier_HasALockFile_ForEveryProject()
    {
        string[] projects = [.. Repository.Files(".", ".csproj").Select(file => Path.GetDirectoryName(file)!).Order()];
        ILookup<string, string> suppliers = Repository
            .Files(".", ".json")
            .Where(file =>
                Path.GetFileName(file) is var name
                && name.StartsWith("packages", StringComparison.Ordinal)
                && name.EndsWith(".lock.json", StringComparison.Ordinal)
            )
            .ToLookup(file => Path.GetFileName(file), file => Path.GetDirectoryName(file)!);
        Assert.Contains("packages.lock.json", suppliers.Select(supplier => supplier.Key));
        Assert.All(suppliers, supplier => Assert.Equal(projects, supplier.Order()));
    }
}
