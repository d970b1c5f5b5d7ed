namespace Orleans.Cluster.Tests.Simulation;

/// <summary>One silo's end of the network.</summary>
internal sealed class SimTransport : ISiloTransport
{
    private readonly Dictionary<
        string,
        Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>>
    > _services = [];
    private readonly List<(SiloAddress Target, TaskCompletionSource<ReadOnlyMemory<byte>> Answer)> _waiting = [];
    private readonly SimNetwork _network;

    public SimTransport(SimNetwork network, SimProcess process, SiloAddress local)
    {
        _network = network;
        Process = process;
        Local = local;
        network.Attach(this);
    }

    public event Action<SiloAddress>? ConnectionLost;

    public SimProcess Process { get; }

    public SiloAddress Local { get; }

    public void Send(SiloAddress target, Message message) => throw new NotSupportedException("The simulation has no grain calls.");

    public void Cancel(SiloAddress target, Message message) => throw new NotSupportedException("The simulation has no grain calls.");

    public async Task<ReadOnlyMemory<byte>> RequestAsync(
        SiloAddress target,
        string service,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    )
    {
        TaskCompletionSource<ReadOnlyMemory<byte>> answer = new();
        _waiting.Add((target, answer));
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        byte[] request = payload.ToArray();
        _network.Carry(this, target, peer => _ = peer.ServeAsync(this, service, request, answer));
        try
        {
            return await answer.Task;
        }
        finally
        {
            _waiting.RemoveAll(w => ReferenceEquals(w.Answer, answer));
        }
    }

    public void Serve(
        string service,
        Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handler
    ) => _services.Add(service, handler);

    public void Forget(SiloAddress target) => Fail(target);

    public void Lose(SiloAddress target)
    {
        ConnectionLost?.Invoke(target);
        Fail(target);
    }

    private void Fail(SiloAddress target)
    {
        foreach ((SiloAddress _, TaskCompletionSource<ReadOnlyMemory<byte>>? answer) in _waiting.FindAll(w => w.Target.Equals(target)))
            answer.TrySetException(new SiloUnavailableException($"{target} is gone."));
    }

    private async Task ServeAsync(SimTransport asker, string service, byte[] payload, TaskCompletionSource<ReadOnlyMemory<byte>> answer)
    {
        try
        {
            ReadOnlyMemory<byte> result = await _services[service](asker.Local, payload, CancellationToken.None);
            _network.Carry(this, asker.Local, _ => answer.TrySetResult(result));
        }
        catch (OrleansException exception)
        {
            _network.Carry(this, asker.Local, _ => answer.TrySetException(new OrleansException(exception.Message)));
        }
    }
}
