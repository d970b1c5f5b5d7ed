namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a check of a file that is read finds.</summary>
internal enum FileCheckEnd
{
    /// <summary>Nothing: it goes on.</summary>
    GoesOn,

    /// <summary>It takes longer than files do in general.</summary>
    Slow,

    /// <summary>Nobody waits for it any more; the worker still reads.</summary>
    Abandoned,

    /// <summary>It met a limit.</summary>
    Failed,
}
