using Orleans.Serialization;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.State;

namespace RagCluster.Grains.Warming;

/// <summary>
/// Sums up what silos tell of their queries. Written when told, so that what is lost with a silo is what it had not told yet.
/// </summary>
internal sealed class QueryHistoryGrain(
    [PersistentState("queries")] IPersistentState<SerializedItems> stored,
    Serializer<AskedQuery> serializer,
    TimeProvider time
) : Grain, IQueryHistoryGrain
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromHours(6);
    private QueryTally _tally = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tally = new QueryTally(serializer, CacheOptions.WarmQueriesMax, HalfLife, time);
        _tally.Add(stored.State.Items.Select(item => serializer.Deserialize(item)).OfType<AskedQuery>());
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AddAsync(AskedQuery[] asked, CancellationToken cancellationToken)
    {
        _tally.Add(asked);
        stored.State.Items = _tally.Items;
        await stored.WriteStateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AskedQuery[]> MostAskedAsync(int count, CancellationToken cancellationToken) => Task.FromResult(_tally.Most(count));
}
