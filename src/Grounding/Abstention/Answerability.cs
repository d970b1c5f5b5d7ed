using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>
/// The probability that a unit's passage answers the question: a logistic model of how much of the question, each term weighted by its
/// rarity in the
/// collection, the unit, its surroundings and its passage hold. What form of answer is asked for decides which unit is shown, not whether
/// one is.
/// </summary>
internal static class Answerability
{
    // Words of other languages are compared by their beginnings, and without synonyms: as good an answer covers less of its question.
    private const double InflectedAllowance = 0.6;

    internal static double Of(EvidenceSet evidence)
    {
        if (evidence.Candidates.Count == 0)
            return 0;
        SentenceCandidate best = evidence.Candidates.MaxBy(c => c.Score)!;
        return best.Unit.Block is not null && LexicalShare(evidence) is { } share ? OfDocumentation(best, share) : Of(best);
    }

    // Fitted by tools/fit-answers.py on questions over documentation of six projects, each asked with and without the documents that answer
    // it; the constant puts the threshold where one in twelve of the answerable is refused.
    private static double OfDocumentation(SentenceCandidate candidate, double lexicalShare)
    {
        SentenceFeatures f = candidate.Features;
        return 1
            / (1 + Math.Exp(4.04 - (1.125 * lexicalShare) - (1.326 * f.Near) - (1.598 * f.Whole) - (1.748 * f.Pairs) - (1.36 * f.Anchors)));
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
        bool isInflected = Array.Exists(candidate.Question.Terms, term => term.Token.IsInflected);
        return 1 / (1 + Math.Exp(-(logOdds + (isInflected ? InflectedAllowance : 0))));
    }
}
