using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Finds the page of an offset by binary search.</summary>
internal sealed class PageLookup(IReadOnlyList<PageSpan> pages)
{
    /// <summary>The number of the page that holds the character at <paramref name="offset"/>; null without pages.</summary>
    internal int? At(int offset)
    {
        (int low, int high) = (0, pages.Count - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (pages[middle].Start <= offset)
                low = middle;
            else
                high = middle - 1;
        }

        // Pages without text share the start of the one after them.
        return pages.Count == 0 ? null : pages[low].Number;
    }
}
