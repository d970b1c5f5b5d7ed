namespace Orleans.Runtime;

/// <summary>Answers requests to one service of the runtime.</summary>
/// <param name="Handle">Makes the answer.</param>
/// <param name="IsForClients">Whether clients may ask, too.</param>
internal sealed record ServiceHandler(
    Func<SiloAddress, ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> Handle,
    bool IsForClients
);
