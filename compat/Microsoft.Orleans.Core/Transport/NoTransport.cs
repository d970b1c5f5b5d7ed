namespace Orleans.Runtime;

/// <summary>The transport of a silo that is alone for good: nobody is reached.</summary>
internal sealed class NoTransport : ISiloTransport
{
    public event Action<SiloAddress> ConnectionLost
    {
        add { }
        remove { }
    }

    public void Send(SiloAddress target, Message message) => message.Reject(Unavailable(target));

    public void Cancel(SiloAddress target, Message message) { }

    public Task<ReadOnlyMemory<byte>> RequestAsync(
        SiloAddress target,
        string service,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    ) => Task.FromException<ReadOnlyMemory<byte>>(Unavailable(target));

    public void Serve(
        string service,
        Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handler
    ) { }

    public void Forget(SiloAddress target) { }

    private static SiloUnavailableException Unavailable(SiloAddress target) =>
        new($"This silo has no connection to {target}: it runs without a cluster.");
}
