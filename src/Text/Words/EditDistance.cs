namespace RagCluster.Text.Words;

/// <summary>
/// The distance of Damerau and Levenshtein with no place changed twice (optimal string alignment; F. Damerau, "A technique for computer
/// detection and correction of spelling errors", CACM 7(3), 1964).
/// </summary>
public static class EditDistance
{
    /// <summary>How many letters were left out, put in, exchanged or swapped with their neighbour.</summary>
    /// <param name="left">A word.</param>
    /// <param name="right">Another one.</param>
    public static int Between(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int[,] costs = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            costs[i, 0] = i;
        for (int j = 0; j <= right.Length; j++)
            costs[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int change = costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                costs[i, j] = Math.Min(change, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        }

        return costs[left.Length, right.Length];
    }
}
