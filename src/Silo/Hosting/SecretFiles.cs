namespace RagCluster.Silo.Hosting;

/// <summary>
/// Secrets from files, as Docker and Kubernetes mount them: <c>RAG__Chat__ApiKey__File</c> names the file with <c>RAG__Chat__ApiKey</c>.
/// The environment of a process is read by whoever may look at the process, and is passed on to every process that it starts.
/// </summary>
internal static class SecretFiles
{
    /// <summary>What the name of a secret's file ends in.</summary>
    internal const string Suffix = ":File";

    /// <summary>The settings that hold a secret.</summary>
    internal static readonly string[] Settings =
    [
        "Auth:AdminKey",
        "Auth:ScrapeKey",
        "Auth:Jwt:Secret",
        "Backup:Key",
        "Backup:AccessKey",
        "Backup:SecretKey",
        "Backup:Webhook",
        "Chat:ApiKey",
        "Cluster:Redis",
        "ConnectionStrings:postgres",
        "Shards:SnapshotAccessKey",
        "Shards:SnapshotSecretKey",
        "Storage:Encryption:Key",
        "Storage:Postgres:ConnectionString",
        "Storage:Postgres:ReplicaConnectionString",
    ];

    /// <summary>Reads the secrets whose files are named.</summary>
    /// <exception cref="ArgumentException">A file can't be read, or the secret is given twice; the message names the setting and the fix,
    /// never the secret.</exception>
    internal static void AddSecretFiles(this IConfigurationManager configuration)
    {
        foreach (string setting in Settings)
        {
            if (configuration[setting + Suffix] is not { Length: > 0 } file)
                continue;
            string name = $"RAG__{setting.Replace(":", "__", StringComparison.Ordinal)}";
            if (!string.IsNullOrEmpty(configuration[setting]))
                throw new ArgumentException($"{name} and {name}__File are both set; leave one out.");
            configuration[setting] = Read(file, $"{name}__File");
        }
    }

    /// <summary>Whether a setting names the file of a secret.</summary>
    internal static bool IsFileOf(string key) => Settings.Any(setting => key.Equals(setting + Suffix, StringComparison.OrdinalIgnoreCase));

    private static string Read(string file, string name)
    {
        try
        {
            string secret = File.ReadAllText(file).TrimEnd('\r', '\n');
            if (secret.Length == 0)
                throw new ArgumentException($"{name} names '{file}', which is empty: write the secret into it.");
            // As a rule a comment, or a second secret: neither can be a part of the first.
            return secret.IndexOfAny(['\r', '\n']) < 0
                ? secret
                : throw new ArgumentException($"{name} names '{file}', which has several lines: write the secret alone into it.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{name} names a file that can't be read: {unreadable.Message}", unreadable);
        }
    }
}
