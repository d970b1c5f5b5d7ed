using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>Words that contradict each other, and quantifiers that claim more than others.</summary>
internal static class Antonyms
{
    private static readonly FrozenDictionary<string, string[]> Opposites = Pairs(
        "increase:decrease rise:fall before:after more:less more:fewer higher:lower higher:less larger:smaller bigger:smaller "
            + "first:last always:never enabled:disabled enable:disable "
            + "north:south east:west northern:southern eastern:western minimum:maximum least:most open:close win:lose won:lost "
            + "buy:sell allow:forbid allow:prohibit permit:prohibit "
            + "allowed:forbidden allowed:prohibited success:failure succeed:fail succeeded:failed male:female early:late "
            + "earlier:later earliest:latest above:below start:end begin:end "
            + "hot:cold large:small old:new true:false import:export with:without accept:reject accepted:rejected approve:reject "
            + "approved:rejected include:exclude cover:exclude contain:lack included:excluded "
            + "internal:external public:private strong:weak best:worst better:worse positive:negative add:remove inside:outside "
            + "oldest:youngest longest:shortest "
            + "highest:lowest largest:smallest fast:slow cheap:expensive rich:poor love:hate war:peace day:night "
            + "synchronous:asynchronous optional:required optional:mandatory "
            + "free:paid majority:minority majority:third full:empty safe:dangerous legal:illegal support:oppose supported:opposed "
            + "friend:enemy victory:defeat gain:loss gained:lost ascending:descending upper:lower"
    );

    private static readonly FrozenSet<string> Strong = Set(
        "all every always only entirely exclusively each everyone everything invariably must"
    );
    private static readonly FrozenSet<string> Weak = Set(
        "some most many often usually sometimes few several partly mainly primarily mostly generally typically occasionally half should"
    );
    private static readonly string[] Negating = ["un", "in", "im", "non", "dis", "ir", "il"];

    /// <summary>What a clause of the claim turns round or overstates, as one sentence, or null.</summary>
    internal static Contradiction? Fault(Statement claim, Statement source)
    {
        HashSet<string> claimStems = claim.Tokens.Select(t => t.Stem).ToHashSet();
        // "New" in "New York" is no opposite of "old".
        HashSet<string> sourceStems = source.Tokens.Where((_, i) => !source.IsName(i)).Select(t => t.Stem).ToHashSet();
        foreach (Token token in claim.Tokens)
        {
            if (source.Words.Contains(token.Word) || sourceStems.Contains(token.Stem))
                continue;
            bool isTurned =
                Opposites.TryGetValue(token.Stem, out string[]? opposites)
                && Array.Exists(opposites, o => sourceStems.Contains(o) && !claimStems.Contains(o));
            if (
                isTurned
                || token.Kind == TokenKind.Word && token.IsContent && token.Word.Length > 4 && IsNegatedForm(token.Word, source.Words)
            )
            {
                return new Contradiction(ContradictionKind.Opposite, $"The source says the opposite of '{token.Word}'.");
            }
        }

        return Overstatement(claim.Words, source.Words) is { } strong
            ? new Contradiction(ContradictionKind.Overstated, $"The source does not say '{strong}'.")
            : null;
    }

    // A quantifier of the claim that says more than the source's.
    private static string? Overstatement(HashSet<string> claimWords, HashSet<string> sourceWords)
    {
        string? strong = claimWords.FirstOrDefault(Strong.Contains);
        if (strong is null || sourceWords.Overlaps(Strong) || claimWords.Overlaps(Weak))
            return null;
        return sourceWords.Overlaps(Weak) ? strong : null;
    }

    private static bool IsNegatedForm(string word, HashSet<string> sourceWords)
    {
        foreach (string prefix in Negating)
        {
            if (sourceWords.Contains(prefix + word))
                return true;
            if (
                word.StartsWith(prefix, StringComparison.Ordinal)
                && word.Length - prefix.Length > 4
                && sourceWords.Contains(word[prefix.Length..])
            )
                return true;
        }

        return false;
    }

    private static FrozenDictionary<string, string[]> Pairs(string pairs) =>
        pairs
            .Split(' ')
            .Select(p => p.Split(':').Select(Stemmer.Stem).ToArray())
            .SelectMany(p => new[] { (p[0], p[1]), (p[1], p[0]) })
            .GroupBy(p => p.Item1)
            .ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Item2).ToArray());

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
