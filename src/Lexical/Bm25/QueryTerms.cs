using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Bm25;

/// <summary>Reads a query as terms.</summary>
public static class QueryTerms
{
    /// <summary>
    /// The distinct terms of a query in ordinal order, so that scores are summed in the same order everywhere. Stop words are left out
    /// unless the query holds nothing else: the index keeps them, and "to be or not to be" stays findable.
    /// </summary>
    /// <param name="query">The query as the user wrote it.</param>
    public static QueryTerm[] Read(string query) => ParsedQuery.Read(query, TextAnalyzer.Default).Terms;
}
