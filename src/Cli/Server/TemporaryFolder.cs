namespace RagCluster.Cli.Server;

/// <summary>A folder that is gone when the command ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's path.</summary>
    internal string Path { get; } = Directory.CreateTempSubdirectory("rag-").FullName;

    /// <summary>
    /// A folder that other users may pass through: PostgreSQL started by root runs as another one, in a folder of its own below.
    /// </summary>
    internal static TemporaryFolder OpenToOthers()
    {
        TemporaryFolder folder = new();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
