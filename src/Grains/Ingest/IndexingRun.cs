using RagCluster.Corpus.Jobs;
using RagCluster.Planning.Tasks;

namespace RagCluster.Grains.Ingest;

/// <summary>One attempt to index a version: a group of tasks, told as a job's steps.</summary>
internal sealed class IndexingRun
{
    private readonly TaskGroup _group;

    /// <summary>An attempt that has not begun.</summary>
    /// <param name="tasks">Its tasks, in the order in which they are told, made with the function that tells them.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="time">The clock.</param>
    internal IndexingRun(Func<Func<JobStep[]>, GroupTask[]> tasks, TaskGroupOptions options, TimeProvider time) =>
        _group = new TaskGroup(tasks(() => Steps), options, time);

    /// <summary>The steps as they stand.</summary>
    internal JobStep[] Steps =>
        [
            .. _group.Tasks.Select(task => new JobStep(task.Name, State(task.State))
            {
                Attempts = task.Attempts,
                BeganAt = task.BeganAt,
                Took = task.Took,
            }),
        ];

    /// <summary>Runs the tasks.</summary>
    /// <exception cref="Exception">What the first failed task threw.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken) =>
        (await _group.RunAsync(cancellationToken)).ThrowUnlessDone(cancellationToken);

    private static JobStepState State(TaskState state) =>
        state switch
        {
            TaskState.Waiting => JobStepState.Waiting,
            TaskState.Running => JobStepState.Running,
            TaskState.Done => JobStepState.Done,
            TaskState.Failed => JobStepState.Failed,
            TaskState.Skipped => JobStepState.Skipped,
            _ => JobStepState.Cancelled,
        };
}
