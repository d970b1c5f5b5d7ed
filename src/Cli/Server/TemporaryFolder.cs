namespace RagCluster.Cli.Server;

/// <summary>A folder that is gone when the command ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's path.</summary>
    internal string Path { get; } = Directory.CreateTempSubdirectory("rag-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
