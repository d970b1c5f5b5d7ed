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

    internal static double Of(EvidenceSet evidence) => evidence.Candidates.Count == 0 ? 0 : Of(evidence.Candidates.MaxBy(c => c.Score)!);

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
