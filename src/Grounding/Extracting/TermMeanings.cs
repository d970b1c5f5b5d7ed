using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// Which words of the candidates say a term of the question otherwise, as the lexicon of English knows them: "remove" for "delete".
/// </summary>
internal sealed class TermMeanings
{
    private readonly Dictionary<string, double>[] _related;

    internal TermMeanings(EvidenceSet evidence)
    {
        string[] words =
        [
            .. evidence
                .Candidates.SelectMany(c => c.Unit.Tokens)
                .Where(IsWord)
                .Select(token => token.Word)
                .Distinct(StringComparer.Ordinal),
        ];
        _related = Array.ConvertAll(evidence.Question.Terms, term => Related(term.Token, words));
    }

    /// <summary>How nearly a unit's own words say a term, 0 to 1.</summary>
    internal double Match(int term, EvidenceUnit unit)
    {
        double best = 0;
        if (_related[term].Count == 0)
            return 0;
        foreach (Token token in unit.Tokens)
            best = Math.Max(best, _related[term].GetValueOrDefault(token.Word));
        return best;
    }

    private static Dictionary<string, double> Related(Token term, string[] words)
    {
        Dictionary<string, double> related = new(StringComparer.Ordinal);
        if (!IsWord(term) || term.IsInflected)
            return related;
        WordMeaning meaning = WordMeaning.Of(term.Word);
        if (!meaning.IsKnown)
            return related;
        foreach (string word in words)
        {
            double strength = meaning.To(WordMeaning.Of(word)) switch
            {
                Relation.Same => 1,
                Relation.Synonym => 0.8,
                Relation.Family => 0.6,
                Relation.Wider or Relation.Narrower => 0.4,
                Relation.Listed => 0.3,
                _ => 0,
            };
            if (strength > 0)
                related[word] = strength;
        }

        return related;
    }

    private static bool IsWord(Token token) => token is { Kind: TokenKind.Word, IsContent: true };
}
