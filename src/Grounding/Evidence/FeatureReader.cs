namespace RagCluster.Grounding.Evidence;

/// <summary>Measures what speaks for each unit of a passage.</summary>
internal sealed class FeatureReader(AnalysedQuestion question, TermWeights weights)
{
    // Two question terms this many words apart in a sentence still belong together.
    private const int PairDistanceMax = 4;
    private const int ShortTokens = 5;
    private const double NeighbourShare = 0.9;
    private const double FrameShare = 0.9;

    // A row says what its head says of it, an item what its lead-in does.
    private const double ContextShare = 0.9;

    internal SentenceFeatures Read(PassageText passage, int index)
    {
        QuestionTerm[] terms = question.Terms;
        double own = 0,
            near = 0,
            whole = 0,
            anchors = 0,
            anchorTotal = 0,
            framed = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            Token token = terms[i].Token;
            double inContext = ContextShare * Context(passage, index, token);
            double inUnit = Math.Max(passage.Bags[index].Match(token), inContext);
            double inFrame = FrameShare * Math.Max(passage.Frame.Match(token), InHeadings(passage, index, token));
            double beside = NeighbourShare * Math.Max(At(passage, index - 1, token), At(passage, index + 1, token));
            double inWhole = Math.Max(passage.Whole.Match(token), inFrame);
            own += weights[i] * inUnit;
            near += weights[i] * Math.Max(inUnit, Math.Max(beside, inFrame));
            whole += weights[i] * inWhole;
            framed += weights[i] * inFrame / FrameShare;
            if (!terms[i].IsAnchor)
                continue;
            anchors += weights[i] * inWhole;
            anchorTotal += weights[i];
        }

        double total = Math.Max(weights.Total, 1e-9);
        EvidenceUnit unit = passage.Units[index];
        return new SentenceFeatures
        {
            Own = own / total,
            Near = near / total,
            Whole = whole / total,
            Pairs = Pairs(WithContext(passage, unit)),
            Type = AnswerTypes.Match(question, unit),
            Anchors = anchorTotal > 0 ? anchors / anchorTotal : 1,
            Rank = 1.0 / (1 + passage.Rank),
            Relative = passage.Relative,
            Frame = framed / total,
            Short = unit.Tokens.Count < ShortTokens && unit.Kind == UnitKind.Sentence && unit.Heading is null ? 1 : 0,
        };
    }

    private static double Context(PassageText passage, int index, Token token) =>
        passage.Units[index] is { HangsOnLead: true } ? passage.Lead?.Match(token) ?? 0 : At(passage, passage.Units[index].Context, token);

    // A question above an answer stands below the heading of the section.
    private static double InHeadings(PassageText passage, int index, Token token) =>
        passage.Units[index].Heading is { } heading
            ? Math.Max(At(passage, heading, token), At(passage, passage.Units[heading].Heading, token))
            : 0;

    private static List<Token> WithContext(PassageText passage, EvidenceUnit unit) =>
        unit.Context is { } context ? [.. passage.Units[context].Tokens, .. unit.Tokens]
        : unit.HangsOnLead ? [.. passage.LeadTokens, .. unit.Tokens]
        : unit.Tokens;

    private static double At(PassageText passage, int? index, Token token) =>
        index is { } at && at >= 0 && at < passage.Bags.Length ? passage.Bags[at].Match(token) : 0;

    private double Pairs(List<Token> tokens)
    {
        double held = 0,
            total = 0;
        for (int i = 0; i + 1 < question.Terms.Length; i++)
        {
            double weight = weights[i] + weights[i + 1];
            total += weight;
            if (StandTogether(tokens, question.Terms[i].Token.Stem, question.Terms[i + 1].Token.Stem))
                held += weight;
        }

        return total > 0 ? held / total : 0;
    }

    private static bool StandTogether(List<Token> tokens, string left, string right)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Stem != left)
                continue;
            for (int j = Math.Max(0, i - PairDistanceMax); j < tokens.Count && j <= i + PairDistanceMax; j++)
            {
                if (tokens[j].Stem == right)
                    return true;
            }
        }

        return false;
    }
}
