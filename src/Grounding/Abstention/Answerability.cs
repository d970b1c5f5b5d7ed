using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>
/// The probability that a unit's passage answers the question: a logistic model of how much of the question, each term weighted by its
/// rarity in the
/// collection, the unit, its surroundings and its passage hold, and none where the question is about a name that the collection lacks.
/// What form of answer is asked for decides which unit is shown, not whether one is.
/// </summary>
internal static class Answerability
{
    // The log odds of a unit that surely answers: what the other signs are 1 for.
    private const double OddsFull = 8;

    // Puts the setting's default where one in twenty-five of the answerable questions that the model was fitted on is refused, and
    // four in five of the others.
    private const double Threshold = 5.1;

    /// <summary>The probability that the passages answer.</summary>
    /// <param name="evidence">The units.</param>
    /// <param name="bestOdds">The log odds of the unit that answers best, where documents have structure.</param>
    internal static double Of(EvidenceSet evidence, double? bestOdds)
    {
        if (evidence.Candidates.Count == 0 || AbsentNames.Any(evidence))
            return 0;
        SentenceCandidate best = evidence.Candidates.MaxBy(c => c.Score)!;
        return best.Unit.Block is not null && bestOdds is { } odds && LexicalShare(evidence) is { } share
            ? OfDocumentation(best, share, odds)
            : Of(best);
    }

    // Fitted by tools/fit-answers.py on questions over documentation of six projects, each asked with and without the documents that answer
    // it.
    private static double OfDocumentation(SentenceCandidate candidate, double lexicalShare, double odds)
    {
        SentenceFeatures f = candidate.Features;
        double logOdds =
            (1.019 * lexicalShare)
            + (1.987 * odds / OddsFull)
            + (0.888 * f.Near)
            + (1.247 * f.Whole)
            + (1.577 * f.Pairs)
            + (1.331 * f.Anchors)
            - Threshold;
        return 1 / (1 + Math.Exp(-logOdds));
    }

    // The best BM25 score by the weight of the question's terms: about the share of the question that a passage holds, and how often.
    private static double? LexicalShare(EvidenceSet evidence)
    {
        double? best = evidence.Candidates.Max(candidate => candidate.Passage.Passage.Scores.Bm25);
        return best / Math.Max(evidence.Weights.Total, 1e-9);
    }

    // Fitted on the calibration half of 680 questions over 240 encyclopedia paragraphs in six languages, each asked with and without the
    // paragraph
    // that answers it, and on half of a set of questions over documentation; the other halves confirm it.
    internal static double Of(SentenceCandidate candidate)
    {
        SentenceFeatures f = candidate.Features;
        double logOdds = (1.4 * f.Own) + (2.12 * f.Near) + (3.05 * f.Whole) + (1.23 * f.Pairs) + (0.97 * f.Anchors) - 4.6;
        return 1 / (1 + Math.Exp(-(logOdds + candidate.Question.Allowance)));
    }
}
