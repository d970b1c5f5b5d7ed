namespace RagCluster.TestKit.Servers;

/// <summary>The user that servers run as which refuse to run as root, and what root may do.</summary>
internal static class SystemUser
{
    public const string Postgres = "postgres";

    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>What to put in front of a command; setpriv replaces itself by it, so that the process id stays.</summary>
    public static IReadOnlyList<string> RunAsPostgres =>
        IsRoot ? ["setpriv", $"--reuid={Postgres}", $"--regid={Postgres}", "--init-groups"] : [];

    /// <summary>What to put in front of a command so that a file's permissions hold for it; for root they don't.</summary>
    public static IReadOnlyList<string> BoundByPermissions => IsRoot ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];
}
