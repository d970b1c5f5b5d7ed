namespace RagCluster.Api.Operations;

/// <summary>Where this node stands, for its probes and for whoever waits for it. It only goes forward.</summary>
public sealed class NodeState
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _phase = (int)NodePhase.Joining;

    /// <summary>The phase now.</summary>
    public NodePhase Phase => (NodePhase)Volatile.Read(ref _phase);

    /// <summary>Ends when the silo has joined.</summary>
    public Task Joined => _joined.Task;

    /// <summary>The silo has joined. Without effect once the node drains.</summary>
    public void Join()
    {
        Interlocked.CompareExchange(ref _phase, (int)NodePhase.Active, (int)NodePhase.Joining);
        _joined.TrySetResult();
    }

    /// <summary>The node is about to stop.</summary>
    public void Drain() => Volatile.Write(ref _phase, (int)NodePhase.Draining);
}
