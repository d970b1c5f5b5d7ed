using System.CommandLine;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Commands;

/// <summary>The option that says where the backups are.</summary>
internal sealed class BackupPlace
{
    /// <summary>A folder with backups.</summary>
    internal Option<string?> Folder { get; } =
        new("--folder") { Description = "The folder of the backups; without it RAG__Backup__Folder or RAG__Backup__Bucket" };

    /// <summary>The settings that the server's program is started with.</summary>
    /// <exception cref="RagClientException">No place is named.</exception>
    internal string[] Arguments(ParseResult parse)
    {
        if (parse.GetValue(Folder) is { Length: > 0 } folder)
            return ["--Backup:Folder", Path.GetFullPath(folder)];
        return IsNamedByEnvironment
            ? []
            : throw new RagClientException("Say where the backups are: give --folder, or set RAG__Backup__Folder or RAG__Backup__Bucket.");
    }

    private static bool IsNamedByEnvironment =>
        Environment.GetEnvironmentVariable("RAG__Backup__Folder") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("RAG__Backup__Bucket") is { Length: > 0 };
}
