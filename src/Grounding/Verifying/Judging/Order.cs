using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>Compares where words stand to each other in a claim and in a source, whatever the verbs are.</summary>
internal sealed class Order(ParsedText claim, ParsedText source, WordAlignment words)
{
    private const int NearMax = 5;
    private const int SentenceDistance = 40;

    internal void Read(FeatureSet features)
    {
        foreach (Predicate predicate in claim.Predicates)
        {
            List<int> before = Contents(predicate, i => i < predicate.Verb);
            List<int> behind = Contents(predicate, i => i > predicate.Verb);
            behind.RemoveAll(b => before.Exists(a => claim.Tokens[a].Stem == claim.Tokens[b].Stem));
            if (IsInverted(predicate, before, behind))
                features[Feature.InvertedOrder] = 1;
            if (predicate.IsCopula || words.Best(predicate.Verb) < Relation.Narrower)
                continue;
            features.Raise(Feature.AgentDistance, Distance(predicate.Verb, before));
            features.Raise(Feature.PatientDistance, Distance(predicate.Verb, behind));
        }

        features[Feature.BrokenPairs] = BrokenPairs();
        features[Feature.Disorder] = Enumerable.Range(0, source.SentenceCount).Select(Disorder).MaxBy(d => d.Pairs).Share;
    }

    // Of the pairs of words that stand once in a sentence, the share whose order there is the other one.
    private (int Pairs, double Share) Disorder(int sentence)
    {
        List<int> at = [];
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            List<int> places = claim.Tokens[i].IsContent
                ? [.. words.Places(i, Relation.Wider).Where(j => source.SentenceOf(j) == sentence)]
                : [];
            if (places.Count == 1)
                at.Add(places[0]);
        }

        int pairs = at.Count * (at.Count - 1) / 2;
        int turned = at.Select((place, i) => at.Skip(i + 1).Count(later => later < place)).Sum();
        return (pairs, pairs > 0 ? turned / (double)pairs : 0);
    }

    private List<int> Contents(Predicate predicate, Func<int, bool> isSide) =>
        [
            .. predicate
                .Arguments.Select(a => a.Token)
                .Where(i => isSide(i) && claim.Tokens[i].IsContent && words.Best(i) >= Relation.Narrower),
        ];

    // All that stood before the verb stands behind all that stood behind it, in one sentence of the source.
    private bool IsInverted(Predicate predicate, List<int> before, List<int> behind)
    {
        if (before.Count == 0 || behind.Count == 0 || predicate.IsCopula)
            return false;
        for (int sentence = 0; sentence < source.SentenceCount; sentence++)
        {
            List<int> first = Places(before, sentence);
            List<int> second = Places(behind, sentence);
            if (first.Count == 0 || second.Count == 0 || second.Max() >= first.Min())
                continue;
            return IsPassive(claim, predicate.Verb, claim.Tokens.Count - 1) == IsPassive(source, second.Min(), first.Max());
        }

        return false;
    }

    private List<int> Places(List<int> tokens, int sentence) =>
        [.. tokens.SelectMany(i => words.Places(i, Relation.Family).Where(j => source.SentenceOf(j) == sentence))];

    private static bool IsPassive(ParsedText text, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Any(i => text.Tokens[i].Word is "by" or "from" or "of");

    private double Distance(int verb, List<int> arguments)
    {
        if (arguments.Count == 0)
            return 0;
        List<int> verbs = [.. words.Places(verb, Relation.Narrower)];
        List<int> others = [.. arguments.SelectMany(i => words.Places(i, Relation.Narrower))];
        if (verbs.Count == 0 || others.Count == 0)
            return 0;
        return Math.Log(1 + verbs.Min(v => others.Min(o => Apart(v, o))));
    }

    private int Apart(int left, int right) =>
        source.SentenceOf(left) == source.SentenceOf(right) ? Math.Abs(left - right) : SentenceDistance;

    private double BrokenPairs()
    {
        int broken = 0;
        int all = 0;
        int before = -1;
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            if (!claim.Tokens[i].IsContent)
                continue;
            if (before >= 0 && words.Best(before) >= Relation.Narrower && words.Best(i) >= Relation.Narrower)
            {
                int left = before;
                int right = i;
                all++;
                if (
                    !words.Places(left, Relation.Narrower).Any(a => words.Places(right, Relation.Narrower).Any(b => Apart(a, b) <= NearMax))
                )
                    broken++;
            }

            before = i;
        }

        return all > 0 ? broken / (double)all : 0;
    }
}
