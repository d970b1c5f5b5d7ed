using RagCluster.Cli.Client;

namespace RagCluster.Cli.Ingestion;

/// <summary>What became of the files that were sent.</summary>
/// <param name="Files">Files sent.</param>
/// <param name="Indexed">Documents that were indexed.</param>
/// <param name="Unchanged">Documents that were there already.</param>
/// <param name="Superseded">Documents that a later file of the same name took the place of.</param>
/// <param name="Failed">Documents that failed, with their reasons.</param>
/// <param name="Skipped">What was found and not sent, with its reasons.</param>
/// <param name="NewChunks">Chunks that the collection gained.</param>
/// <param name="Seconds">Time from the first upload to the last indexed document.</param>
internal sealed record IngestResult(
    int Files,
    int Indexed,
    int Unchanged,
    int Superseded,
    JobDocumentView[] Failed,
    SkippedFile[] Skipped,
    long NewChunks,
    double Seconds
)
{
    /// <summary>Whether every document that was found is in the collection.</summary>
    internal bool IsComplete => Failed.Length == 0 && !Array.Exists(Skipped, skipped => skipped.IsFault);
}
