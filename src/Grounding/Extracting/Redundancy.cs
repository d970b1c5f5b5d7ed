using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>Whether a sentence says again what is already said.</summary>
internal static class Redundancy
{
    // Share of the smaller sentence's terms: above it, the one adds next to nothing to the other.
    private const double OverlapMax = 0.85;

    internal static bool IsRepeat(TermBag said, TermBag candidate)
    {
        int smaller = Math.Min(said.Count, candidate.Count);
        return smaller == 0 || said.Common(candidate) >= OverlapMax * smaller;
    }
}
