namespace RagCluster.Cli.Ingestion;

/// <summary>A file could not be read while it was to be sent.</summary>
/// <param name="file">The file.</param>
/// <param name="reason">Why.</param>
internal sealed class UnreadableFileException(SourceFile file, string reason) : IOException(reason)
{
    /// <summary>The file.</summary>
    internal SourceFile File { get; } = file;
}
