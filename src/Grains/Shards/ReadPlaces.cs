using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Shards;

/// <summary>
/// The places of those who read the replicas of this silo. A search keeps a thread busy for milliseconds, and what the pool has begun it
/// ends before it takes what comes from a connection; so the searches that wait do so here, and hold no thread meanwhile.
/// </summary>
/// <param name="options">How many there are.</param>
internal sealed class ReadPlaces(IOptions<ShardFilesOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.ReadsAtOnce);

    /// <summary>Reads off the turn, once there is a place; they are given in the order in which they were asked for.</summary>
    /// <param name="read">The work of a processor, which waits for nothing.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    internal async Task<T> RunAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        // Begun in any case, because it gives the place back.
        return await Task.Run(
            () =>
            {
                try
                {
                    return read();
                }
                finally
                {
                    _free.Release();
                }
            },
            CancellationToken.None
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
