using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>Compares what a claim and a source say under which condition, or before and after what.</summary>
internal sealed class Conditions(ParsedText claim, ParsedText source, WordAlignment words)
{
    private const double SameMin = 0.5;

    private enum Sense
    {
        When,
        Unless,
        Before,
        After,
    }

    /// <summary>A word that opens a condition, and the content behind it up to the next comma.</summary>
    private sealed record Condition(Sense Sense, List<int> Contents, bool IsDenied);

    internal void Read(FeatureSet features)
    {
        List<Condition> theirs = ConditionsOf(source);
        foreach (Condition mine in ConditionsOf(claim))
        {
            if (mine.Contents.Count == 0)
                continue;
            features.Raise(Feature.ConditionForeign, 1 - mine.Contents.Average(i => SupportFeatures.Held(words.Best(i))));
            Condition? best = theirs.Count == 0 ? null : theirs.MaxBy(condition => Share(mine, condition));
            double share = best is null ? 0 : Share(mine, best);
            features.Raise(Feature.ConditionAway, 1 - share);
            if (best is not null && share >= SameMin && IsTurned(mine, best))
                features[Feature.ConditionTurned] = 1;
        }
    }

    private double Share(Condition mine, Condition theirs) =>
        mine.Contents.Average(i => theirs.Contents.Select(j => SupportFeatures.Held(words.Between(i, j))).DefaultIfEmpty().Max());

    private bool IsTurned(Condition mine, Condition theirs)
    {
        bool isOpposite = mine.Contents.Exists(i => theirs.Contents.Exists(j => words.Between(i, j) == Relation.Opposite));
        bool isDenied = mine.IsDenied != theirs.IsDenied;
        bool isTurned = (mine.Sense, theirs.Sense) switch
        {
            (Sense.Before, Sense.After or Sense.When) or (Sense.After or Sense.When, Sense.Before) => true,
            (Sense.Unless, Sense.Unless) => false,
            (Sense.Unless, _) or (_, Sense.Unless) => true,
            _ => false,
        };
        return isOpposite ^ isDenied ^ isTurned;
    }

    private static List<Condition> ConditionsOf(ParsedText text)
    {
        List<Condition> conditions = [];
        for (int i = 0; i < text.Tokens.Count; i++)
        {
            if (SenseOf(text.Tokens[i].Word) is not { } sense)
                continue;
            List<int> contents = [];
            bool isDenied = false;
            for (int j = i + 1; j < text.Tokens.Count && text.SentenceOf(j) == text.SentenceOf(i); j++)
            {
                if (SenseOf(text.Tokens[j].Word) is not null || (contents.Count > 0 && Clauses.IsBoundary(text.Text, text.Tokens, j)))
                    break;
                isDenied ^= Markers.HoldsNegation([text.Tokens[j].Word]);
                if (text.Tokens[j].IsContent)
                    contents.Add(j);
            }

            conditions.Add(new Condition(sense, contents, isDenied));
        }

        return conditions;
    }

    private static Sense? SenseOf(string word) =>
        word switch
        {
            "if" or "when" or "whenever" or "provided" or "while" or "where" or "during" or "because" => Sense.When,
            "unless" or "except" or "without" => Sense.Unless,
            "before" or "until" or "till" or "prior" => Sense.Before,
            "after" or "once" or "since" or "following" => Sense.After,
            _ => null,
        };
}
