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

    // Longer than any silo takes to tell what it has counted.
    private static readonly TimeSpan ErasedFor = TimeSpan.FromHours(1);
    private readonly Dictionary<(string Tenant, string Principal), DateTimeOffset> _erased = [];
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
        foreach (
            (string, string) over in _erased
                .Where(erased => time.GetUtcNow() - erased.Value >= ErasedFor)
                .Select(erased => erased.Key)
                .ToArray()
        )
            _erased.Remove(over);
        // A silo may tell now what somebody asked before they were erased.
        _tally.Add(asked.Where(query => !_erased.Keys.Any(erased => IsOf(query, erased.Tenant, erased.Principal))));
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
        _erased[(tenant, principal)] = time.GetUtcNow();
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
