namespace RagCluster.Planning.Tasks;

/// <summary>What a task of a group brings forth for those that wait for it.</summary>
/// <typeparam name="T">Of what kind it is.</typeparam>
public sealed class TaskOutput<T>
{
    private readonly string _task;
    private T? _value;
    private bool _has;

    private TaskOutput(string task) => _task = task;

    /// <summary>The output; the last successful attempt's.</summary>
    /// <exception cref="InvalidOperationException">The task is not done: who asks does not wait for it.</exception>
    public T Value => _has ? _value! : throw new InvalidOperationException($"The task '{_task}' is not done.");

    /// <summary>A task with an output.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="work">What it does.</param>
    /// <param name="output">Has the value when the task is done.</param>
    public static GroupTask Of(string name, Func<CancellationToken, Task<T>> work, out TaskOutput<T> output)
    {
        TaskOutput<T> made = output = new TaskOutput<T>(name);
        return new GroupTask(
            name,
            async cancellationToken =>
            {
                made._value = await work(cancellationToken);
                made._has = true;
            }
        );
    }
}
