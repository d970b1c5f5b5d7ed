namespace RagCluster.Cli.Ingestion;

/// <summary>What stands under the paths that a user named.</summary>
/// <param name="Files">The files to be sent, each folder's in the order of their names.</param>
/// <param name="Skipped">What is not sent.</param>
internal sealed record FoundFiles(IReadOnlyList<SourceFile> Files, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>Files and folders that were left out because their names begin with a dot.</summary>
    internal int HiddenCount { get; init; }
}
