namespace RagCluster.Planning.Queries.Superposition.Interference;

/// <summary>
/// Fills a context: the next passage is <c>argmax P(d) − Σ √(P(d) P(d′)) · sim(d, d′)</c> over those already in, until the budget is spent.
/// Source: G. Zuccon and L. Azzopardi, "Using the quantum probability ranking principle to rank interdependent documents", ECIR 2010
/// (principle: Zuccon, Azzopardi and van Rijsbergen, ICTIR 2009).
/// </summary>
public static class ContextPacking
{
    /// <summary>The most passages looked at: each pick compares all that are left.</summary>
    public const int CandidatesMax = 500;

    /// <summary>Packs.</summary>
    /// <param name="relevances">Each candidate's probability of relevance, 0 to 1.</param>
    /// <param name="tokens">Each candidate's length.</param>
    /// <param name="similarity">How alike two candidates are, 0 to 1.</param>
    /// <param name="tokenBudget">The most tokens together.</param>
    /// <returns>The picked candidates in the order of picking; of equal ones the first comes first.</returns>
    /// <exception cref="ArgumentException">There are more or fewer lengths than candidates, or too many candidates.</exception>
    public static IReadOnlyList<int> Pack(
        IReadOnlyList<double> relevances,
        IReadOnlyList<int> tokens,
        Func<int, int, double> similarity,
        int tokenBudget
    )
    {
        ArgumentNullException.ThrowIfNull(relevances);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(similarity);
        if (tokens.Count != relevances.Count || relevances.Count > CandidatesMax)
            throw new ArgumentException(
                $"{relevances.Count} candidates (at most {CandidatesMax}) need as many lengths, not {tokens.Count}.",
                nameof(tokens)
            );
        double[] values = [.. relevances];
        bool[] isOut = new bool[values.Length];
        List<int> picked = [];
        int left = tokenBudget;
        while (true)
        {
            int next = -1;
            for (int i = 0; i < values.Length; i++)
            {
                if (!isOut[i] && tokens[i] <= left && (next < 0 || values[i] > values[next]))
                    next = i;
            }

            if (next < 0)
                return picked;
            isOut[next] = true;
            picked.Add(next);
            left -= tokens[next];
            for (int i = 0; i < values.Length; i++)
                values[i] -= isOut[i] ? 0 : Math.Sqrt(relevances[i] * relevances[next]) * similarity(i, next);
        }
    }
}
