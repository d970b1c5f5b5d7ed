namespace RagCluster.Planning.Tasks;

/// <summary>How a group of tasks is run.</summary>
public sealed record TaskGroupOptions
{
    /// <summary>The most tasks that run at once. One that waits for its next attempt does not count.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>When all have to be done, from the group's start; null for no limit. Then the group is cancelled.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Whether the first task that fails for good cancels the group; otherwise only what waits for it is left out.</summary>
    public bool CancelsOnFailure { get; init; }
}
