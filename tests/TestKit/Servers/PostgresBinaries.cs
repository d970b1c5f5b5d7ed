namespace RagCluster.TestKit.Servers;

/// <summary>Finds PostgreSQL's programs: on the path, or where Debian keeps them, the newest version first.</summary>
internal static class PostgresBinaries
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public static string Find(string name)
    {
        IEnumerable<string> onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> debian = Directory.Exists(DebianFolder)
            ? Directory
                .GetDirectories(DebianFolder)
                .OrderByDescending(path => double.TryParse(Path.GetFileName(path), out double version) ? version : 0)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        return onPath.Concat(debian).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"'{name}' is missing: ./rag test installs it, or run apt-get install postgresql.");
    }
}
