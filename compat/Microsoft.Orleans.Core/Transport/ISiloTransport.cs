namespace Orleans.Runtime;

/// <summary>Carries calls between this silo and others. Never blocks, never throws for a peer's fault.</summary>
internal interface ISiloTransport
{
    /// <summary>
    /// Hands a grain call to another silo; the answer comes back through the message's own reply target, or the call is rejected with
    /// SiloUnavailableException when the connection breaks.
    /// </summary>
    void Send(SiloAddress target, Message message);
    void Cancel(SiloAddress target, Message message);

    /// <summary>One request to a named service of another silo's runtime (membership gossip, probes, directory) and its answer.</summary>
    /// <exception cref="SiloUnavailableException">No connection, or it broke before the answer.</exception>
    Task<ReadOnlyMemory<byte>> RequestAsync(
        SiloAddress target,
        string service,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    );

    /// <summary>Names the handler of a service's requests; called once per service before the silo starts.</summary>
    void Serve(string service, Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handler);

    /// <summary>Raised when a connection to a silo was refused or reset (not when it was closed in order).</summary>
    event Action<SiloAddress> ConnectionLost;

    /// <summary>Ends the connections to a silo declared dead and rejects what waits for it.</summary>
    void Forget(SiloAddress target);
}
