namespace RagCluster.Text.Reading.Isolation;

/// <summary>How the reading of a file by a worker ended.</summary>
internal enum ReadingEnd
{
    /// <summary>The worker answered and can read the next one.</summary>
    Answered,

    /// <summary>It has not ended: it takes longer than files do in general.</summary>
    Slow,

    /// <summary>Nobody waits for it any more; the worker still reads.</summary>
    Abandoned,

    /// <summary>It met a limit, or the worker ended.</summary>
    Failed,
}
