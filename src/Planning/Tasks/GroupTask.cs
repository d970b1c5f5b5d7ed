namespace RagCluster.Planning.Tasks;

/// <summary>One task of a group.</summary>
/// <param name="Name">Its name, of its own in the group.</param>
/// <param name="Work">What it does. An attempt may be repeated, so it has to bear that; it should end soon when its token is
/// cancelled.</param>
public sealed record GroupTask(string Name, Func<CancellationToken, Task> Work)
{
    /// <summary>The names of the tasks that have to be done before it begins.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>
    /// Of tasks that could begin, the one with the highest number does; a task counts as much as the most important one that waits for it.
    /// </summary>
    public int Priority { get; init; }

    /// <summary>Whether a failed attempt is repeated.</summary>
    public TaskRetry Retry { get; init; } = TaskRetry.None;

    /// <summary>
    /// When it has to be done, from the group's start; null for no limit of its own. Then it is cancelled and has failed.
    /// </summary>
    public TimeSpan? Deadline { get; init; }
}
