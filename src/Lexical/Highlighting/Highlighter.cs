using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Lexical.Highlighting;

/// <summary>
/// Finds where a text holds the terms of a query, by the rules by which it was indexed: "studies" is found by "study". Safe for concurrent
/// use.
/// </summary>
public sealed class Highlighter
{
    private readonly TextAnalyzer _analyzer;
    private readonly HashSet<string> _terms;
    private readonly string[] _prefixes;

    /// <summary>Prepares a query.</summary>
    /// <param name="query">The parsed query.</param>
    /// <param name="analyzer">The rules.</param>
    public Highlighter(ParsedQuery query, TextAnalyzer analyzer)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(analyzer);
        _analyzer = analyzer;
        _terms = [.. query.Terms.Where(term => !term.IsPrefix).Select(term => term.Term)];
        _prefixes = [.. query.Terms.Where(term => term.IsPrefix).Select(term => term.Term[..^1])];
    }

    /// <summary>The ranges of the matched words in the order of the text, none touching another.</summary>
    /// <param name="text">A chunk's text.</param>
    /// <param name="limit">The most ranges; what follows is not looked for.</param>
    public IReadOnlyList<TextRange> Find(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        MatchedRanges matches = new(this, limit);
        _analyzer.ForText(text).Analyze(text, matches);
        return matches.Ranges;
    }

    internal bool IsMatch(ReadOnlySpan<char> term)
    {
        if (_terms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(term))
            return true;
        foreach (string prefix in _prefixes)
        {
            if (term.StartsWith(prefix))
                return true;
        }

        return false;
    }
}
