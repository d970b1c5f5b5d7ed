using RagCluster.Corpus.Documents;

namespace RagCluster.Grains.Ingest;

/// <summary>What becomes of a version whose indexing failed: it is tried again after a pause, or given up.</summary>
internal sealed record IngestRetry
{
    /// <summary>How long the version waits for its next try.</summary>
    internal TimeSpan Pause { get; init; }

    /// <summary>The tries that count against the document; null when nothing was tried.</summary>
    internal int? Attempts { get; init; }

    /// <summary>How long the worker that met the failure waits before it takes another version; null when it goes on at once.</summary>
    internal TimeSpan? WorkerPause { get; init; }

    /// <summary>Why the document is given up; null while it is tried again.</summary>
    internal DocumentFailure? GivenUp { get; init; }
}
