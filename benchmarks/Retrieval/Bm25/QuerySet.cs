using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Retrieval.Bm25;

/// <summary>
/// Queries of two to four distinct terms, no stop words, that stand together in one random passage: all of them have an answer.
/// </summary>
internal static class QuerySet
{
    private const int TermsMin = 2;
    private const int TermsMax = 4;

    /// <summary>Draws queries from passages.</summary>
    internal static QueryTerm[][] Draw(IReadOnlyList<string> passages, int count, int seed)
    {
        Random random = new(seed);
        List<QueryTerm[]> queries = new();
        while (queries.Count < count)
        {
            QueryTerm[] terms = [.. QueryTerms.Read(passages[random.Next(passages.Count)])];
            random.Shuffle(terms);
            int wanted = random.Next(TermsMin, TermsMax + 1);
            if (terms.Length >= wanted)
                queries.Add([
                    .. terms.Take(wanted).Select(term => term with { Count = 1 }).OrderBy(term => term.Term, StringComparer.Ordinal),
                ]);
        }

        return [.. queries];
    }

    /// <summary>Weighs a query with the segment's own statistics.</summary>
    internal static Bm25Query Weigh(QueryTerm[] terms, LexicalSegment segment, long totalLength, bool all)
    {
        TermStatistics statistics = new()
        {
            RowCount = segment.RowCount,
            TotalLength = totalLength,
            DocumentFrequencies = terms.ToDictionary(
                term => term.Term,
                term => segment.Terms.Find(term.Term) is { } ordinal ? segment.DocumentFrequency(ordinal) : 0L
            ),
        };
        return new Bm25Query(terms, statistics, new Bm25Options()) { MinimumMatch = all ? terms.Length : 1 };
    }
}
