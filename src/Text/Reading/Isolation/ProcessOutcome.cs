namespace RagCluster.Text.Reading.Isolation;

/// <summary>How a limited process ended.</summary>
internal enum ProcessOutcome
{
    /// <summary>By itself, or killed from outside, perhaps by the kernel for its processor time.</summary>
    Exited,

    /// <summary>Killed: it ran too long by the clock.</summary>
    OutOfTime,

    /// <summary>Killed: it took too much memory.</summary>
    OutOfMemory,

    /// <summary>Killed: it answered too much.</summary>
    TooMuchOutput,
}
