using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>
/// Saves what a silo holds of the second tier before it ends: the store has it, and whichever silo takes a part over finds it there. What
/// can't be handed down in time is computed again.
/// </summary>
/// <param name="grains">Reaches the parts.</param>
/// <param name="partitions">Knows which are here.</param>
/// <param name="options">How long it may take.</param>
/// <param name="time">The clock of the deadline.</param>
/// <param name="log">Says what came of it.</param>
internal sealed partial class WarmTierHandDown(
    IGrainFactory grains,
    CachePartitions partitions,
    IOptions<CacheOptions> options,
    TimeProvider time,
    ILogger<WarmTierHandDown> log
) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int Tier = 2;

    // The store takes writes one after another: more at once would only wait there.
    private const int PartsAtOnce = 4;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        // The last stage ends first: the grains are still there.
        observer.Subscribe(nameof(WarmTierHandDown), ServiceLifecycleStage.Active, _ => Task.CompletedTask, HandDownAsync);

    private async Task HandDownAsync(CancellationToken cancellationToken)
    {
        long[] parts = partitions.Held(Tier);
        if (parts.Length == 0 || options.Value.HandDownMax == TimeSpan.Zero)
            return;
        using CancellationTokenSource deadline = new(options.Value.HandDownMax, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        int held = 0;
        try
        {
            ParallelOptions few = new() { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = either.Token };
            await Parallel.ForEachAsync(
                parts,
                few,
                async (part, token) =>
                    Interlocked.Add(ref held, await grains.GetGrain<IWarmCacheGrain>(part).HandDownAsync(token).WaitAsync(token))
            );
            LogDone(held);
        }
        catch (Exception error) when (error is OperationCanceledException or RagException or TimeoutException or OrleansException)
        {
            LogCutShort(error, held);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} entries of the cache were handed down to the store")]
    private partial void LogDone(int count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Only {Count} entries of the cache and those of unfinished parts were handed down to the store before the silo ended"
    )]
    private partial void LogCutShort(Exception error, int count);
}
