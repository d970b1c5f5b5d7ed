using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Shards;

/// <summary>
/// How a silo that is not ready any more leaves: it goes on serving until balancers have heard of that and other silos hold what it held,
/// and only then ends. Alone, or declared dead by the others, it ends at once: nobody could take over, or somebody has.
/// </summary>
public sealed partial class HandOver
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly IGrainFactory _grains;
    private readonly LocalReplicas _local;
    private readonly IClusterView _cluster;
    private readonly SiloTraits _traits;
    private readonly TimeProvider _time;
    private readonly ILogger<HandOver> _log;

    internal HandOver(
        IGrainFactory grains,
        LocalReplicas local,
        IClusterView cluster,
        IOptions<SiloTraits> traits,
        TimeProvider time,
        ILogger<HandOver> log
    )
    {
        _grains = grains;
        _local = local;
        _cluster = cluster;
        _traits = traits.Value;
        _time = time;
        _log = log;
    }

    /// <summary>
    /// Whether the others have declared this silo dead: there is nothing to hand over, and nothing that it has begun will end.
    /// </summary>
    public bool IsOutcast => _cluster.IsOutcast;

    /// <summary>The longest time that it takes.</summary>
    public TimeSpan TimeMax => _traits.DrainDelay + _traits.HandOverMax;

    /// <summary>Begins, and returns when the silo may end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_cluster.Silos.Count <= 1 || IsOutcast)
            return;
        Task heard = Task.Delay(_traits.DrainDelay, _time, cancellationToken);
        DateTimeOffset end = _time.GetUtcNow() + _traits.HandOverMax;
        int left;
        while ((left = await RemainingAsync(cancellationToken)) > 0 && _time.GetUtcNow() < end)
        {
            await Task.Delay(Step, _time, cancellationToken);
            if (IsOutcast)
                return;
        }

        if (left > 0)
            LogNotAll(left);
        await heard;
    }

    private async Task<int> RemainingAsync(CancellationToken cancellationToken)
    {
        int[] left = await Task.WhenAll(_local.Collections.Select(collection => RemainingAsync(collection, cancellationToken)));
        return left.Sum();
    }

    private async Task<int> RemainingAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        try
        {
            return await _grains.GetGrain<IShardMapGrain>(collection.ToString()).DrainAsync(_cluster.Local, cancellationToken);
        }
        catch (RagException deleted) when (deleted.Kind == ErrorKind.NotFound)
        {
            return 0;
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException)
        {
            LogFailed(error, collection);
            return 1;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} replicas were not taken over in time; this silo ends anyway")]
    private partial void LogNotAll(int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The shard map of {Collection} could not be told that this silo leaves; it is tried again"
    )]
    private partial void LogFailed(Exception error, CollectionId collection);
}
