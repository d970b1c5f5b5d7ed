using System.Runtime.ExceptionServices;

namespace RagCluster.Planning.Tasks;

/// <summary>What became of a group of tasks.</summary>
/// <param name="Tasks">Its tasks, in the order in which they were given.</param>
/// <param name="Failure">How the first task failed that did; null when none did.</param>
/// <param name="IsLate">Whether the group's deadline passed before all were done.</param>
public sealed record TaskGroupResult(IReadOnlyList<TaskReport> Tasks, Exception? Failure, bool IsLate)
{
    /// <summary>Whether every task is done.</summary>
    public bool IsDone => Tasks.All(task => task.State == TaskState.Done);

    /// <summary>Returns when every task is done.</summary>
    /// <param name="cancellationToken">What may have cancelled the group.</param>
    /// <exception cref="TimeoutException">The group's deadline passed.</exception>
    /// <exception cref="OperationCanceledException">The group was cancelled.</exception>
    /// <exception cref="Exception">What the first failed task threw.</exception>
    public void ThrowUnlessDone(CancellationToken cancellationToken)
    {
        if (IsDone)
            return;
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
        if (IsLate)
            throw new TimeoutException(
                $"Not done by the deadline: "
                    + $"{string.Join(", ", Tasks.Where(task => task.State != TaskState.Done).Select(task => task.Name))}."
            );
        throw new OperationCanceledException(cancellationToken);
    }
}
