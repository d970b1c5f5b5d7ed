namespace RagCluster.Api.Operations;

/// <summary>Where this node stands, for its probes and for whoever waits for it. It only goes forward.</summary>
public sealed class NodeState
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _phase = (int)NodePhase.Joining;

    /// <summary>The phase now.</summary>
    public NodePhase Phase => (NodePhase)Volatile.Read(ref _phase);

    /// <summary>Ends when the silo has joined.</summary>
    public Task Joined => _joined.Task;

    /// <summary>Ends when nothing that this node has begun can come to an end any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>The silo has joined. Without effect once the node drains.</summary>
    public void Join()
    {
        Interlocked.CompareExchange(ref _phase, (int)NodePhase.Active, (int)NodePhase.Joining);
        _joined.TrySetResult();
    }

    /// <summary>The node is about to stop.</summary>
    public void Drain() => Volatile.Write(ref _phase, (int)NodePhase.Draining);

    /// <summary>
    /// The others have declared this node's silo dead: the requests that it has begun are broken off, so that their clients ask another
    /// node.
    /// </summary>
    public void Abandon() => _abandoned.Cancel();
}
