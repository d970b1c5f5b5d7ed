namespace RagCluster.Lexical.Bm25;

/// <summary>
/// What BM25 needs to know about all rows that a query is asked of. Every number is a sum over live rows, so the statistics of several
/// shards add up exactly and scores don't depend on how rows are divided.
/// </summary>
public sealed record TermStatistics
{
    /// <summary>Live rows.</summary>
    public long RowCount { get; init; }

    /// <summary>Sum of the weighted lengths of the live rows, in terms.</summary>
    public long TotalLength { get; init; }

    /// <summary>Live rows that hold each analysed term of the query; a term that no row holds may be missing.</summary>
    public Dictionary<string, long> DocumentFrequencies { get; init; } = [];

    /// <summary>Adds up the statistics of several shards.</summary>
    /// <param name="parts">The statistics of each shard for the same query.</param>
    public static TermStatistics Sum(IEnumerable<TermStatistics> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        long rowCount = 0;
        long totalLength = 0;
        Dictionary<string, long> frequencies = new(StringComparer.Ordinal);
        foreach (TermStatistics part in parts)
        {
            rowCount += part.RowCount;
            totalLength += part.TotalLength;
            foreach ((string term, long frequency) in part.DocumentFrequencies)
                frequencies[term] = frequencies.GetValueOrDefault(term) + frequency;
        }

        return new TermStatistics
        {
            RowCount = rowCount,
            TotalLength = totalLength,
            DocumentFrequencies = frequencies,
        };
    }
}
