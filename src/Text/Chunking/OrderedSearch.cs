namespace RagCluster.Text.Chunking;

/// <summary>Binary search by a condition that holds from some place on.</summary>
internal static class OrderedSearch
{
    /// <summary>The first place from 0 where the condition holds; <paramref name="count"/> when it holds nowhere.</summary>
    /// <param name="count">How many places there are.</param>
    /// <param name="holds">The condition: once it holds, it holds at every later place.</param>
    internal static int First(int count, Func<int, bool> holds)
    {
        (int low, int high) = (0, count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (holds(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
