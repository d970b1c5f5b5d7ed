using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Bm25;

/// <summary>Reads a query as terms.</summary>
public static class QueryTerms
{
    private static readonly HashSet<string> StopTerms = FindStopTerms();

    /// <summary>
    /// The distinct terms of a query in ordinal order, so that scores are summed in the same order everywhere. Stop words are left out
    /// unless the query holds nothing else: the index keeps them, and "to be or not to be" stays findable.
    /// </summary>
    /// <param name="query">The query as the user wrote it.</param>
    public static QueryTerm[] Read(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        IReadOnlyList<string> terms = TextAnalyzer.Default.Analyze(query);
        bool onlyStopWords = terms.All(StopTerms.Contains);
        return [.. terms.Where(term => onlyStopWords || !StopTerms.Contains(term))
            .GroupBy(term => term, StringComparer.Ordinal)
            .Select(group => new QueryTerm(group.Key, group.Count()))
            .OrderBy(term => term.Term, StringComparer.Ordinal)];
    }

    private static HashSet<string> FindStopTerms() =>
        [.. EnglishStopWords.All.SelectMany(word => TextAnalyzer.Default.Analyze(word))];
}
