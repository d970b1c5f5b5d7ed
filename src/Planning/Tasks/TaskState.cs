namespace RagCluster.Planning.Tasks;

/// <summary>Where a task of a group stands. The states after <see cref="Running"/> are final.</summary>
public enum TaskState
{
    /// <summary>It waits for another task, for its turn or for its next attempt.</summary>
    Waiting = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It is done.</summary>
    Done = 2,

    /// <summary>Its last attempt failed, or its deadline passed.</summary>
    Failed = 3,

    /// <summary>It never began, because a task that it waited for was not done.</summary>
    Skipped = 4,

    /// <summary>The group was cancelled before it was done.</summary>
    Cancelled = 5,
}
