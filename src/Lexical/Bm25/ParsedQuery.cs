using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// A query as BM25 asks it: words, <c>"quoted phrases"</c> that a hit must hold, and beginnings of words (<c>gen*</c>). A quote without its
/// partner is punctuation.
/// </summary>
/// <param name="Terms">The distinct terms in ordinal order, those of phrases included.</param>
/// <param name="Phrases">The phrases.</param>
public sealed record ParsedQuery(QueryTerm[] Terms, QueryPhrase[] Phrases)
{
    /// <summary>The most terms that a query keeps, the first in ordinal order: a pasted page costs no more than that.</summary>
    public const int TermsMax = 256;

    private const char Quote = '"';

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query as the user wrote it.</param>
    /// <param name="analyzer">The rules by which the rows were analysed.</param>
    public static ParsedQuery Read(string query, TextAnalyzer analyzer)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(analyzer);
        analyzer = analyzer.ForText(query);
        string[] parts = query.Split(Quote);
        QueryWords[] words = new QueryWords[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            bool isQuoted = i % 2 == 1 && i < parts.Length - 1;
            words[i] = new QueryWords(parts[i], isQuoted);
            analyzer.Analyze(parts[i], words[i]);
        }

        string[] all = [.. words.SelectMany(part => part.Terms)];
        bool onlyStopWords = all.All(analyzer.IsStopTerm);
        QueryTerm[] terms =
        [
            .. all.Where(term => onlyStopWords || !analyzer.IsStopTerm(term))
                .GroupBy(term => term, StringComparer.Ordinal)
                .Select(group => new QueryTerm(group.Key, group.Count()))
                .OrderBy(term => term.Term, StringComparer.Ordinal)
                .Take(TermsMax),
        ];
        return new ParsedQuery(
            terms,
            [.. words.Where(part => part.IsQuoted).Select(part => part.ToPhrase(terms)).Where(phrase => phrase.Words.Count > 0)]
        );
    }
}
