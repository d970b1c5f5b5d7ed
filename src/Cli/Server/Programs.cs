using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>Finds the programs of other projects that a cluster on this machine needs.</summary>
internal static class Programs
{
    private const string DebianPostgres = "/usr/lib/postgresql";
    private const string PostgresUser = "postgres";

    // A group of its own keeps Ctrl-C from ending a program before those that need it.
    /// <summary>What to put in front of a command so that Ctrl-C on the terminal does not reach it.</summary>
    internal static IReadOnlyList<string> OwnGroup => FindOnPath("setsid") is { } setsid ? [setsid] : [];

    /// <summary>Whether this process may do everything; PostgreSQL refuses to run so.</summary>
    internal static bool IsRoot => Environment.UserName == "root";

    /// <summary>The user that PostgreSQL runs as in place of root.</summary>
    internal static string UserForPostgres => PostgresUser;

    /// <summary>What to put in front of a command of PostgreSQL; setpriv replaces itself by it, so that the process id stays.</summary>
    internal static IReadOnlyList<string> AsPostgres =>
        IsRoot ? ["setpriv", $"--reuid={PostgresUser}", $"--regid={PostgresUser}", "--init-groups"] : [];

    /// <summary>Redis's server.</summary>
    /// <exception cref="RagClientException">It is not installed; the message says how.</exception>
    internal static string Redis =>
        FindOnPath("redis-server")
        ?? throw new RagClientException(
            "'redis-server' is missing, which several silos need: install it (Debian: apt-get install redis-server), or set "
                + "RAG__Cluster__Redis to one that runs."
        );

    /// <summary>A program of PostgreSQL: on the path, or where Debian keeps it, the newest version first.</summary>
    /// <exception cref="RagClientException">It is not installed; the message says how.</exception>
    internal static string Postgres(string name)
    {
        IEnumerable<string> debian = Directory.Exists(DebianPostgres)
            ? Directory
                .GetDirectories(DebianPostgres)
                .OrderByDescending(path => int.TryParse(Path.GetFileName(path), out int version) ? version : 0)
            : [];
        return FindOnPath(name)
            ?? debian.Select(path => Path.Combine(path, "bin", name)).FirstOrDefault(File.Exists)
            ?? throw new RagClientException(
                $"'{name}' of PostgreSQL is missing, which several silos need: install it (Debian: apt-get install postgresql), "
                    + $"or set RAG__Storage__Postgres__ConnectionString to one that runs."
            );
    }

    private static string? FindOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
