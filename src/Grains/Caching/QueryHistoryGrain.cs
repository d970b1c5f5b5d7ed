using Orleans.Serialization;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Planning;

namespace RagCluster.Grains.Caching;

/// <summary>Sums up what silos tell of their queries. Written when told, so that what is lost with a silo is what it had not told yet.</summary>
internal sealed class QueryHistoryGrain(
    [PersistentState("queries")] IPersistentState<KeptBytes> kept,
    Serializer<AskedQuery> serializer,
    TimeProvider time
) : Grain, IQueryHistoryGrain
{
    /// <summary>The most queries that are kept: one value in the store.</summary>
    internal const int EntriesMax = 500;

    private static readonly TimeSpan HalfLife = TimeSpan.FromHours(6);
    private QueryTally _tally = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tally = new QueryTally(serializer, EntriesMax, HalfLife, time);
        _tally.Add(kept.State.Items.Select(item => serializer.Deserialize(item)).OfType<AskedQuery>());
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AddAsync(AskedQuery[] asked, CancellationToken cancellationToken)
    {
        _tally.Add(asked);
        kept.State.Items = _tally.Items;
        await kept.WriteStateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AskedQuery[]> MostAskedAsync(int count, CancellationToken cancellationToken) => Task.FromResult(_tally.Most(count));
}
