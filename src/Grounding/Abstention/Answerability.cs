using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>The probability that the best unit answers the question.</summary>
internal static class Answerability
{
    internal static double Of(EvidenceSet evidence)
    {
        if (evidence.Candidates.Count == 0) return 0;
        var best = evidence.Candidates[0];
        double odds = best.Score;
        return 1 / (1 + Math.Exp(-odds));
    }
}
