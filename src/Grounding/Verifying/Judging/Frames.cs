using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>
/// Compares what a clause of the claim holds together with what the source's clauses do. A true sentence finds most of it in one clause
/// or two neighbours, in other words perhaps; an invented one takes its words from here and there.
/// </summary>
internal sealed class Frames(ParsedText claim, ParsedText source, WordAlignment words)
{
    private const double TitleHeld = 0.9;

    private readonly Func<int, double> _weight = SupportFeatures.WeightIn(claim);

    internal void Read(FeatureSet features)
    {
        List<Frame> theirs = Frame.Of(source);
        if (theirs.Count == 0)
            return;
        List<Frame> pairs =
        [
            .. theirs
                .Zip(theirs.Skip(1))
                .Where(pair => pair.First.Sentence == pair.Second.Sentence)
                .Select(pair => pair.First.With(pair.Second)),
        ];
        foreach (Frame mine in Frame.Of(claim))
        {
            double total = Contents(mine).Sum(_weight);
            if (total <= 0)
                continue;
            Frame best = theirs.MaxBy(frame => Held(mine, frame, withVerbs: true))!;
            double held = Held(mine, best, withVerbs: true);
            features.Raise(Feature.FrameUnheld, 1 - (held / total));
            double joined = pairs.Select(pair => Held(mine, pair, withVerbs: true)).DefaultIfEmpty().Max();
            features.Raise(Feature.FramesUnheld, 1 - (Math.Max(held, joined) / total));
            ReadVerbs(mine, theirs, features);
            ReadTurns(mine, best, features);
        }
    }

    private IEnumerable<int> Contents(Frame mine) => mine.Tokens.Where(i => claim.Tokens[i].IsContent);

    private double Held(Frame mine, Frame theirs, bool withVerbs) =>
        Contents(mine).Where(i => withVerbs || !mine.Verbs.Contains(i)).Sum(i => _weight(i) * Held(i, theirs));

    private double Held(int word, Frame theirs)
    {
        double held = words.IsInFrameAlone(word) ? TitleHeld : 0;
        foreach (int j in theirs.Tokens)
            held = Math.Max(held, SupportFeatures.Held(words.Between(word, j)));
        return held;
    }

    private void ReadVerbs(Frame mine, List<Frame> theirs, FeatureSet features)
    {
        Frame about = theirs.MaxBy(frame => Held(mine, frame, withVerbs: false))!;
        if (Held(mine, about, withVerbs: false) <= 0)
            return;
        foreach (int verb in mine.Verbs.Where(verb => claim.Tokens[verb].IsContent && !Markers.IsLight(claim.Tokens[verb].Word)))
            features.Raise(Feature.FrameVerb, 1 - Held(verb, about));
    }

    private void ReadTurns(Frame mine, Frame theirs, FeatureSet features)
    {
        int opposites = mine.Tokens.Count(i => HasOpposite(i, mine.Verbs.Contains(i), theirs));
        int denials = Math.Abs(Denials(claim, mine) - Denials(source, theirs));
        features.Raise(Feature.FrameOpposite, opposites);
        features.Raise(Feature.FrameDenial, denials % 2);
        features.Raise(Feature.FrameTurned, (opposites + denials) % 2);
    }

    // "Led" has a sense in common with "left", which is no reason to overlook that the source says "arrived": of verbs, only the
    // same form counts.
    private bool HasOpposite(int word, bool isVerb, Frame theirs)
    {
        Token mine = claim.Tokens[word];
        if (!mine.IsContent)
        {
            return !theirs.Tokens.Exists(j => source.Tokens[j].Word == mine.Word)
                && theirs.Tokens.Exists(j =>
                    Markers.AreTurned(mine.Word, source.Tokens[j].Word) || Converses.Are(mine.Stem, source.Tokens[j].Stem)
                );
        }

        double enough = isVerb ? 1 : SupportFeatures.Held(Relation.Wider);
        return Held(word, theirs) < enough && theirs.Tokens.Exists(j => words.Between(word, j) == Relation.Opposite);
    }

    private static int Denials(ParsedText text, Frame frame) => frame.Tokens.Count(i => Markers.HoldsNegation([text.Tokens[i].Word]));
}
