namespace RagCluster.Text.Reading.Isolation;

/// <summary>Kinds of answers of a worker.</summary>
internal enum WorkerReplyKind
{
    /// <summary>It has started and waits for files.</summary>
    Ready,

    /// <summary>It has read a file.</summary>
    Document,

    /// <summary>It refuses a file.</summary>
    Refusal,

    /// <summary>It has no memory for a file, and ends.</summary>
    OutOfMemory,

    /// <summary>It answered more than it may. Never sent: the receiver says so.</summary>
    TooLong,

    /// <summary>What it sent is no answer. Never sent: the receiver says so.</summary>
    Malformed,
}
