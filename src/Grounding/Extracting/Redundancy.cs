using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>Whether a sentence says again what is already said.</summary>
internal static class Redundancy
{
    // Share of the smaller sentence's terms: above it, the one adds next to nothing to the other.
    private const double OverlapMax = 0.85;

    // A text of fewer terms says something only by the place where it stands: "Default: 443" is a value of what its heading names, and no
    // repetition of a sentence that holds both words, nor of the same value of another setting.
    private const int TermsMin = 3;

    internal static bool IsRepeat(TermBag said, TermBag candidate)
    {
        int smaller = Math.Min(said.Count, candidate.Count);
        return smaller == 0 || (smaller >= TermsMin && said.Common(candidate) >= OverlapMax * smaller);
    }
}
