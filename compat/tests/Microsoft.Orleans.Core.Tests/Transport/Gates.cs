using System.Collections.Concurrent;

namespace Orleans.Core.Tests.Transport;

/// <summary>A place where a grain waits for a test, and a test for a grain: they run in one process. Instead of sleeping.</summary>
public sealed class Gates
{
    private static readonly ConcurrentDictionary<string, Gates> All = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task Opened => _opened.Task;

    public static Gates Named(string name) => All.GetOrAdd(name, _ => new Gates());

    public void Enter() => _entered.TrySetResult();

    public void Open() => _opened.TrySetResult();
}
