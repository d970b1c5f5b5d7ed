using RagCluster.Caching.Eviction;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Grains.Query.Finding;

/// <summary>What is known of a collection's terms at certain log positions. Safe for concurrent use.</summary>
internal sealed class CollectionStatistics
{
    private const int TermsMax = 20_000;

    private readonly long _rowCount;
    private readonly long _totalLength;
    private readonly BoundedCache<string, long> _frequencies;

    internal CollectionStatistics(ShardPosition[] positions, TermStatistics sum, TimeProvider time)
    {
        Positions = positions;
        _rowCount = sum.RowCount;
        _totalLength = sum.TotalLength;
        _frequencies = new BoundedCache<string, long>(new BoundedCacheOptions(TermsMax, TimeSpan.FromHours(1)), time);
    }

    /// <summary>For each shard what was counted.</summary>
    internal ShardPosition[] Positions { get; }

    /// <summary>Adds the frequencies of terms; one that no row holds counts 0.</summary>
    internal void Add(IEnumerable<string> terms, TermStatistics sum)
    {
        foreach (string term in terms)
            _frequencies.Set(term, sum.DocumentFrequencies.GetValueOrDefault(term));
    }

    /// <summary>The statistics for terms; null when one of them was never asked for.</summary>
    internal ShardStatistics? Find(IReadOnlyCollection<string> terms)
    {
        Dictionary<string, long> found = new(terms.Count, StringComparer.Ordinal);
        foreach (string term in terms)
        {
            if (!_frequencies.TryGet(term, out long frequency))
                return null;
            found[term] = frequency;
        }

        return new ShardStatistics(_rowCount, _totalLength, found, 0);
    }
}
