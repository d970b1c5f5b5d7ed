namespace RagCluster.Inference.Batching;

/// <summary>
/// Groups texts into batches by a budget of tokens, not of texts: a batch costs its number of texts times its longest text,
/// so texts of like length belong together (the idea of text-embeddings-inference).
/// </summary>
public static class TokenBudgetPlanner
{
    /// <summary>Groups texts, longest first.</summary>
    /// <param name="lengths">The texts' lengths in tokens.</param>
    /// <param name="textsMax">The most texts of a batch.</param>
    /// <param name="tokensMax">The most tokens of a batch, padding counted; a text longer than that is a batch of its own.</param>
    /// <returns>Batches of indices into <paramref name="lengths"/>; each index stands in exactly one.</returns>
    public static IReadOnlyList<int[]> Plan(IReadOnlyList<int> lengths, int textsMax, int tokensMax)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(textsMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokensMax);
        // Ties by index: the same texts always make the same batches.
        int[] order = [.. Enumerable.Range(0, lengths.Count).OrderByDescending(index => lengths[index])];
        var batches = new List<int[]>();
        for (int start = 0; start < order.Length;)
        {
            int fitting = Math.Max(1, tokensMax / Math.Max(1, lengths[order[start]]));
            int count = Math.Min(Math.Min(fitting, textsMax), order.Length - start);
            batches.Add(order[start..(start + count)]);
            start += count;
        }

        return batches;
    }
}
