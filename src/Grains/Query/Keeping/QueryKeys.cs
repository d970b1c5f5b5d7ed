using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>Makes a query's key. The shards' positions are read anew for every query.</summary>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="positions">Reads the positions.</param>
/// <param name="content">What else is in a key.</param>
/// <param name="cache">Whether answers are kept at all.</param>
/// <param name="options">How long a query may take.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="log">Says why there was no key.</param>
internal sealed partial class QueryKeys(
    ShardMaps maps,
    ShardPositions positions,
    QueryKeyContent content,
    IOptions<CacheOptions> cache,
    IOptions<QueryOptions> options,
    TimeProvider time,
    ILogger<QueryKeys> log
)
{
    // A shard that does not tell its position in this part of the query's time leaves the rest to the query itself.
    private const int ShareOfTime = 10;

    /// <summary>The key of a query now.</summary>
    /// <param name="call">The query.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The key; null when no cache may answer, or when the collection's state can't be told, so that the query can be neither answered from
    /// a cache nor kept in one.
    /// </returns>
    /// <exception cref="RagException">NotFound: no such collection.</exception>
    internal async ValueTask<QueryKey?> ReadAsync(QueryCall call, CancellationToken cancellationToken)
    {
        SearchRequest request = call.Request;
        if (!cache.Value.IsOn || !request.Options.Call.Cache)
            return null;
        ShardMap map = await maps.GetAsync(request.Collection, cancellationToken);
        try
        {
            TimeSpan timeout = (request.Options.Retrieval.Timeout ?? options.Value.Timeout) / ShareOfTime;
            ShardPosition[] read =
                positions.ReadHere(request.Collection, map) ?? await ReadAsync(request.Collection, map, timeout, cancellationToken);
            // Two lineages: the collection is being made anew.
            return read.All(position => position.Lineage == read[0].Lineage)
                ? new QueryKey(content.Of(call.Kind, request, map.Settings, read), map.Settings, read)
                : null;
        }
        catch (Exception error)
            when (error is RagException { Kind: ErrorKind.Unavailable }
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogNoKey(error, request.Collection);
            return null;
        }
    }

    private async Task<ShardPosition[]> ReadAsync(
        CollectionId collection,
        ShardMap map,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource deadline = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return await positions.ReadAsync(collection, map, either.Token);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The state of {Collection} could not be told; the query is computed")]
    private partial void LogNoKey(Exception error, CollectionId collection);
}
