namespace RagCluster.Planning.Queries.Superposition.Interference;

/// <summary>
/// Fuses the relevances that two or more legs give the same candidate:
/// <c>S(d) = Σ a_L² p_L(d) + 2 Σ_{L&lt;M} a_L a_M √(p_L(d) p_M(d)) cos φ_LM</c>. A cosine of 0 is the weighted sum, above 0 agreement is
/// rewarded, below 0 redundancy is discounted. The form is that of M. Melucci, "Introduction to Information Retrieval and Quantum
/// Mechanics", 2015.
/// </summary>
public static class LegInterference
{
    /// <summary>One candidate's score.</summary>
    /// <param name="weights">Each leg's weight a², at least 0.</param>
    /// <param name="relevances">Each leg's calibrated relevance of the candidate, 0 to 1; 0 where the leg did not find it.</param>
    /// <param name="cosines">cos φ for each pair of legs in the order (0,1), (0,2), … (1,2), …, from −1 to 1.</param>
    /// <exception cref="ArgumentException">The numbers of legs and pairs do not agree.</exception>
    public static double Score(ReadOnlySpan<double> weights, ReadOnlySpan<double> relevances, ReadOnlySpan<double> cosines)
    {
        if (relevances.Length != weights.Length || cosines.Length != weights.Length * (weights.Length - 1) / 2)
            throw new ArgumentException(
                $"{weights.Length} legs need as many relevances and {weights.Length * (weights.Length - 1) / 2} cosines.",
                nameof(cosines)
            );
        double score = 0;
        int pair = 0;
        for (int left = 0; left < weights.Length; left++)
        {
            score += weights[left] * relevances[left];
            for (int right = left + 1; right < weights.Length; right++)
                score += 2 * Math.Sqrt(weights[left] * weights[right] * relevances[left] * relevances[right]) * cosines[pair++];
        }

        return score;
    }

    /// <summary>Learns the cosine of two legs on golden queries: the best of a grid, 0 unless another one is better by a margin.</summary>
    /// <param name="quality">The mean quality over the golden queries with a cosine.</param>
    /// <param name="margin">By how much another one must be better, for example the half width of the 95 % interval.</param>
    public static double LearnCosine(Func<double, double> quality, double margin)
    {
        ArgumentNullException.ThrowIfNull(quality);
        double best = 0;
        double bestQuality = quality(0) + margin;
        foreach (double cosine in (double[])[-1, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1])
        {
            double found = quality(cosine);
            if (found <= bestQuality)
                continue;
            best = cosine;
            bestQuality = found;
        }

        return best;
    }
}
