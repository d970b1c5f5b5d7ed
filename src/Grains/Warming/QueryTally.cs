using Orleans.Serialization;
using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Warming;

/// <summary>
/// Counts queries, the recent ones more: a count halves in every half-life. Holds what was asked most. Not safe for concurrent use.
/// </summary>
/// <param name="serializer">Tells equal queries by their bytes.</param>
/// <param name="entriesMax">The most queries.</param>
/// <param name="halfLife">The half-life.</param>
/// <param name="time">The clock.</param>
internal sealed class QueryTally(Serializer<AskedQuery> serializer, int entriesMax, TimeSpan halfLife, TimeProvider time)
{
    private readonly Dictionary<string, AskedQuery> _queries = new(StringComparer.Ordinal);
    private DateTimeOffset _agedAt = time.GetUtcNow();

    /// <summary>The queries, serialized.</summary>
    internal byte[][] Items => [.. _queries.Values.Select(query => serializer.SerializeToArray(query))];

    /// <summary>Adds queries.</summary>
    internal void Add(IEnumerable<AskedQuery> asked)
    {
        Age();
        foreach (AskedQuery query in asked)
        {
            string key = Convert.ToBase64String(serializer.SerializeToArray(query with { Count = 0 }));
            _queries[key] = query with { Count = query.Count + (_queries.GetValueOrDefault(key)?.Count ?? 0) };
        }

        foreach ((string key, _) in _queries.OrderByDescending(pair => pair.Value.Count).Skip(entriesMax).ToArray())
            _queries.Remove(key);
    }

    /// <summary>What was asked most, the most frequent first.</summary>
    internal AskedQuery[] Most(int count) => [.. _queries.Values.OrderByDescending(query => query.Count).Take(count)];

    /// <summary>The queries that are wanted, in the order of their bytes.</summary>
    internal AskedQuery[] Of(Func<AskedQuery, bool> isWanted) =>
        [.. _queries.Where(pair => isWanted(pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    /// <summary>Takes queries out and says how many.</summary>
    internal int Remove(Func<AskedQuery, bool> isUnwanted)
    {
        string[] unwanted = [.. _queries.Where(pair => isUnwanted(pair.Value)).Select(pair => pair.Key)];
        return unwanted.Count(_queries.Remove);
    }

    private void Age()
    {
        DateTimeOffset now = time.GetUtcNow();
        double factor = Math.Pow(0.5, (now - _agedAt) / halfLife);
        _agedAt = now;
        foreach ((string key, AskedQuery query) in _queries.ToArray())
            _queries[key] = query with { Count = query.Count * factor };
    }
}
