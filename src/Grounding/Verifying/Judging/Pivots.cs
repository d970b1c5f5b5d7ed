using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>
/// Compares what stands on either side of "than", "before" and "after", and of a verb: a claim that exchanges the sides, or turns what
/// stands between them, says the opposite; one that does both says the same.
/// </summary>
internal sealed class Pivots(ParsedText claim, ParsedText source, WordAlignment words)
{
    // The word that is compared by stands so near before "than".
    private const int DegreeDistanceMax = 4;

    internal void Read(FeatureSet features)
    {
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            string word = claim.Tokens[i].Word;
            if (word is not ("than" or "before" or "after"))
                continue;
            List<int> theirs = [.. Enumerable.Range(0, source.Tokens.Count).Where(j => IsLike(word, source.Tokens[j].Word))];
            if (theirs.Count == 0 && word == "than")
                features[Feature.ComparisonForeign] = 1;
            else if (theirs.Count > 0 && theirs.TrueForAll(j => IsTurned(i, j)))
                features[Feature.ComparisonTurned] = 1;
        }

        foreach (Predicate predicate in claim.Predicates)
            ReadSides(predicate, features);
    }

    private static bool IsLike(string mine, string theirs) =>
        mine == theirs || (mine is "before" or "after" && theirs is "before" or "after");

    private bool IsTurned(int mine, int theirs)
    {
        double straight = Held(mine, theirs, (-1, -1)) + Held(mine, theirs, (1, 1));
        double crossed = Held(mine, theirs, (-1, 1)) + Held(mine, theirs, (1, -1));
        bool isOpposite =
            claim.Tokens[mine].Word == "than" ? IsOpposite(mine, theirs) : claim.Tokens[mine].Word != source.Tokens[theirs].Word;
        return (crossed > straight) ^ isOpposite;
    }

    private double Held(int mine, int theirs, (int Mine, int Theirs) sides) =>
        Side(claim, mine, sides.Mine)
            .Sum(i => Side(source, theirs, sides.Theirs).Select(j => SupportFeatures.Held(words.Between(i, j))).DefaultIfEmpty().Max());

    private static IEnumerable<int> Side(ParsedText text, int pivot, int step)
    {
        for (int i = pivot + step; i >= 0 && i < text.Tokens.Count && text.SentenceOf(i) == text.SentenceOf(pivot); i += step)
        {
            if (text.Tokens[i].IsContent && text.Parts[i] is PartOfSpeech.Noun or PartOfSpeech.Number)
                yield return i;
        }
    }

    private bool IsOpposite(int mine, int theirs)
    {
        IEnumerable<int> near = Enumerable.Range(Math.Max(0, mine - DegreeDistanceMax), mine - Math.Max(0, mine - DegreeDistanceMax));
        int[] others = [.. Enumerable.Range(Math.Max(0, theirs - DegreeDistanceMax), theirs - Math.Max(0, theirs - DegreeDistanceMax))];
        bool isLess = near.Any(i => IsLess(claim.Tokens[i].Word)) != others.Any(j => IsLess(source.Tokens[j].Word));
        return isLess ^ near.Any(i => others.Any(j => words.Between(i, j) == Relation.Opposite));
    }

    private static bool IsLess(string word) => word is "less" or "fewer";

    // What stands before the verb of the claim stands only behind that of the source, or the other way round.
    private void ReadSides(Predicate predicate, FeatureSet features)
    {
        if (predicate.IsCopula)
            return;
        bool isPassive = IsPassive(claim, predicate.Verb);
        List<int> subject = Held(predicate, a => a.Token < predicate.Verb);
        string behind = isPassive ? Argument.Agent : Argument.Patient;
        List<int> rest = Held(predicate, a => a.Token > predicate.Verb && a.Slot == behind);
        rest.RemoveAll(b => subject.Exists(a => claim.Tokens[a].Stem == claim.Tokens[b].Stem));
        List<int> verbs = [.. words.Places(predicate.Verb, Relation.Wider).Where(IsFinite)];
        if (verbs.Count == 0)
            return;
        bool isSubjectBehind = verbs.TrueForAll(v => IsAcross(subject, v, isPassive ^ IsPassive(source, v)));
        bool isObjectBefore = verbs.TrueForAll(v => IsAcross(rest, v, !(isPassive ^ IsPassive(source, v))));
        features.Raise(Feature.SubjectBehind, isSubjectBehind ? 1 : 0);
        features.Raise(Feature.ObjectBefore, isObjectBefore ? 1 : 0);
        features.Raise(Feature.RolesTurned, isSubjectBehind && isObjectBefore ? 1 : 0);
    }

    private bool IsFinite(int j) =>
        source.Parts[j] == PartOfSpeech.Verb && !source.Tokens[j].Word.EndsWith("ing", StringComparison.Ordinal);

    private List<int> Held(Predicate predicate, Func<Argument, bool> isSide) =>
        [
            .. predicate
                .Arguments.Where(isSide)
                .Select(a => a.Token)
                .Where(i => claim.Tokens[i].IsContent && words.Best(i) >= Relation.Family),
        ];

    // Whether all of them that stand in the verb's sentence stand behind it, or before it where that is asked.
    private bool IsAcross(List<int> tokens, int verb, bool isBefore)
    {
        List<int> places =
        [
            .. tokens
                .SelectMany(i => words.Places(i, Relation.Family))
                .Where(j => source.SentenceOf(j) == source.SentenceOf(verb) && j != verb),
        ];
        return places.Count > 0 && places.TrueForAll(j => j < verb == isBefore);
    }

    private static bool IsPassive(ParsedText text, int verb)
    {
        for (int i = verb - 1; i >= 0 && i >= verb - DegreeDistanceMax; i--)
        {
            if (ClosedWords.IsBe(text.Tokens[i].Word))
                return text.Tokens[verb].Word is not [.., 'i', 'n', 'g'];
            if (text.Parts[i] is not (PartOfSpeech.Adverb or PartOfSpeech.Negation or PartOfSpeech.Auxiliary))
                break;
        }

        return verb + 1 < text.Tokens.Count && text.Tokens[verb + 1].Word == "by";
    }
}
