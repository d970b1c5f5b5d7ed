using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>Compares whether verbs of a claim and of a source say that something is, may be, must be, or is not.</summary>
internal sealed class Modality(ParsedText claim, ParsedText source, WordAlignment words)
{
    private const int BeforeMax = 5;

    private enum Mood
    {
        Plain,
        Can,
        May,
        Must,
    }

    internal void Read(FeatureSet features)
    {
        foreach (Predicate predicate in claim.Predicates)
        {
            (Mood mood, bool isDenied) = MoodOf(claim, predicate.Verb);
            List<(Mood Mood, bool IsDenied)> theirs =
            [
                .. source.Predicates.Where(p => Corresponds(predicate, p)).Select(p => MoodOf(source, p.Verb)),
            ];
            if (theirs.Count == 0)
                continue;
            if (!theirs.Exists(t => t.IsDenied == isDenied))
                features[Feature.VerbDenied] = 1;
            // What can be done is often said as what is done.
            if (mood == Mood.Can || theirs.Exists(t => t.Mood == mood || t.Mood == Mood.Can && mood == Mood.May))
                continue;
            Feature feature = (mood, theirs[0].Mood) switch
            {
                (Mood.May, _) => Feature.Permission,
                (Mood.Must, _) => Feature.Obligation,
                (_, Mood.May or Mood.Can) => Feature.PermissionLost,
                _ => Feature.ObligationLost,
            };
            features[feature] = 1;
        }
    }

    private bool Corresponds(Predicate mine, Predicate theirs) =>
        mine.IsCopula == theirs.IsCopula
        && (
            !mine.IsCopula
            || mine.Arguments.Any(a =>
                a.Slot == Argument.Patient && theirs.Arguments.Any(b => words.Between(a.Token, b.Token) >= Relation.Wider)
            )
        )
        && (mine.IsCopula || words.Between(mine.Verb, theirs.Verb) >= Relation.Wider);

    private static (Mood Mood, bool IsDenied) MoodOf(ParsedText text, int verb)
    {
        Mood mood = Mood.Plain;
        // "Is not" denies behind its verb.
        bool isDenied = verb + 1 < text.Tokens.Count && ClosedWords.IsBe(text.Tokens[verb].Word) && IsDenial(text.Tokens[verb + 1].Word);
        for (int i = verb; i >= 0 && i >= verb - BeforeMax && text.SentenceOf(i) == text.SentenceOf(verb); i--)
        {
            if (
                i < verb
                && text.Parts[i] is PartOfSpeech.Noun or PartOfSpeech.Pronoun or PartOfSpeech.Conjunction
                && !IsDenial(text.Tokens[i].Word)
            )
                break;
            string word = text.Tokens[i].Word;
            isDenied ^= IsDenial(word);
            if (word is "can" or "cannot" or "can't" or "could" or "couldn't" or "able")
                mood = Mood.Can;
            if (word is "may" or "might")
                mood = Mood.May;
            if (
                word
                is "must"
                    or "shall"
                    or "should"
                    or "shouldn't"
                    or "mustn't"
                    or "required"
                    or "requires"
                    or "require"
                    or "obliged"
                    or "forced"
            )
                mood = Mood.Must;
            if (word == "to" && i > 0 && text.Tokens[i - 1].Word is "has" or "have" or "need" or "needs" or "had")
                mood = Mood.Must;
        }

        return (mood, isDenied);
    }

    private static bool IsDenial(string word) =>
        word is "not" or "never" or "cannot" or "no" or "neither" or "nor" or "hardly" or "rarely" or "seldom" or "nobody" or "none"
        || word.EndsWith("n't", StringComparison.Ordinal);
}
