using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Asking;

/// <summary>
/// Another wording of a question without a chat model: with the terms that its first passages share (pseudo-relevance feedback,
/// Rocchio 1971).
/// </summary>
public static class QueryFeedback
{
    private const int PassagesRead = 3;
    private const int TermsMax = 5;

    /// <summary>The question with terms of its first passages, or null when they share none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">The passages found for it, best first.</param>
    public static string? Expand(string question, IReadOnlyList<Passage> passages)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        HashSet<string> known = Tokens.Read(question).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        string[] terms =
        [
            .. passages
                .Take(PassagesRead)
                .Select(p => new PassageText(p, 0))
                .SelectMany(p => Terms(p).Where(t => !known.Contains(t.Stem)).DistinctBy(t => t.Stem))
                .GroupBy(t => t.Stem, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
                .OrderByDescending(g => g.Count())
                .ThenByDescending(g => g.Key.Length)
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Take(TermsMax)
                .Select(g => g.First().Word),
        ];
        return terms.Length == 0 ? null : $"{question} {string.Join(' ', terms)}";
    }

    private static IEnumerable<Token> Terms(PassageText passage) =>
        passage
            .Units.Where((_, i) => !passage.SpeaksToModel[i])
            .SelectMany(u => u.Tokens)
            .Where(t => t.IsContent && t.Kind == TokenKind.Word && !StopWords.IsWeak(t.Word));
}
