namespace RagCluster.Corpus.Jobs;

/// <summary>Where a step of indexing stands.</summary>
// The numbers are stored.
public enum JobStepState
{
    /// <summary>It waits for another step, or for its next try.</summary>
    Waiting = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It is done.</summary>
    Done = 2,

    /// <summary>It failed.</summary>
    Failed = 3,

    /// <summary>A step that it waits for was not done.</summary>
    Skipped = 4,

    /// <summary>Another step failed, or the work was stopped, before it was done.</summary>
    Cancelled = 5,
}
