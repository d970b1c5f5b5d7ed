using System.Text.Json.Nodes;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>
/// What the server's runtime is told about memory. A misspelt property of a project file changes these and nothing else that would be seen.
/// </summary>
public sealed class RuntimeSettingsTests
{
    [Fact]
    public void Server_HasOneHeap_ThatGivesMemoryBack()
    {
        JsonNode settings = JsonNode.Parse(File.ReadAllText(SettingsFile()))!["runtimeOptions"]!["configProperties"]!;
        Assert.False((bool)settings["System.GC.Server"]!);
        Assert.True((bool)settings["System.GC.Concurrent"]!);
        Assert.Equal(9, (int)settings["System.GC.ConserveMemory"]!);
        Assert.False(settings.AsObject().ContainsKey("System.Runtime.TieredPGO"));
    }

    // Tests and sources are built with the same configuration, side by side.
    private static string SettingsFile()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory);
        DirectoryInfo root = output;
        while (!File.Exists(Path.Combine(root.FullName, "RagCluster.sln")))
            root = root.Parent ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
        return Path.Combine(root.FullName, "src", "Silo", "bin", output.Parent!.Name, output.Name, "Silo.runtimeconfig.json");
    }
}
