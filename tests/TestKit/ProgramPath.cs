namespace RagCluster.TestKit;

/// <summary>Finds programs as a shell does.</summary>
public static class ProgramPath
{
    /// <summary>The path of a program in a folder of PATH; null where there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
