using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>
/// The probability that the best unit answers the question: its ranking score on a scale calibrated by Platt's method (Platt
/// 1999), on questions asked with and without the paragraph that answers them, in equal numbers.
/// </summary>
internal static class Answerability
{
    // Fitted on the calibration half of a set of 680 questions over 240 encyclopedia paragraphs; the other half confirms it.
    private const double Slope = 1.44;
    private const double Intercept = -0.32;

    internal static double Of(EvidenceSet evidence) => evidence.Candidates.Count == 0 ? 0 : Of(evidence.Candidates.Max(c => c.Score));

    internal static double Of(double score) => 1 / (1 + Math.Exp(-(Slope * score + Intercept)));
}
