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

    /// <inheritdoc/>
    public Task<AskedQuery[]> ListOfAsync(string tenant, string principal, CancellationToken cancellationToken) =>
        Task.FromResult(_tally.Of(query => IsOf(query, tenant, principal)));

    /// <inheritdoc/>
    public async Task<int> EraseAsync(string tenant, string principal, CancellationToken cancellationToken)
    {
        int count = _tally.Remove(query => IsOf(query, tenant, principal));
        // Written also where nothing went: of an attempt that failed here before, only the store still has it.
        stored.State.Items = _tally.Items;
        await stored.WriteStateAsync(cancellationToken);
        return count;
    }

    private static bool IsOf(AskedQuery query, string tenant, string principal) =>
        query.Request.Collection.Tenant == tenant
        && query.Request.Options.Scope.View?.Principals.Contains(principal, StringComparer.Ordinal) == true;
}
