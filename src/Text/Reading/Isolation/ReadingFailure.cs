namespace RagCluster.Text.Reading.Isolation;

/// <summary>Why a process did not read a file to its end. What is named is the limit that was met, and no other.</summary>
internal enum ReadingFailure
{
    /// <summary>None: it ended by itself.</summary>
    None,

    /// <summary>It took too long by the clock.</summary>
    WallTime,

    /// <summary>It took too much processor time.</summary>
    CpuTime,

    /// <summary>It took too much memory.</summary>
    Memory,

    /// <summary>It answered too much.</summary>
    Output,

    /// <summary>It used up its stack.</summary>
    Nesting,

    /// <summary>It was killed from outside.</summary>
    Killed,

    /// <summary>It stopped by itself with an error.</summary>
    Stopped,
}
