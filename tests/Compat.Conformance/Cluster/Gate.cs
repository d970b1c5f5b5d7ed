using System.Collections.Concurrent;
using RagCluster.TestKit;

namespace RagCluster.Compat.Conformance.Cluster;

/// <summary>A place where a grain waits for a test, and a test for a grain: they run in one process. Instead of sleeping.</summary>
public sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> Gates = new();

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _entries;

    /// <summary>Ends when someone has come to the gate.</summary>
    public Task Entered => _entered.Task.WaitAsync(TestPatience.Max, TimeProvider.System);

    public int Entries => Volatile.Read(ref _entries);

    public static Gate Named(string name) => Gates.GetOrAdd(name, _ => new Gate());

    public static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>Comes to the gate and waits until it is open.</summary>
    public Task PassAsync(CancellationToken cancellationToken = default)
    {
        Mark();
        return _opened.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Comes to the gate and goes on.</summary>
    public void Mark()
    {
        Interlocked.Increment(ref _entries);
        _entered.TrySetResult();
    }

    public void Open() => _opened.TrySetResult();
}
