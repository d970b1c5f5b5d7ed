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

    /// <summary>Where each page after the first of a span begins, so that an empty page in between still counts.</summary>
    internal int[] Breaks(int? first, int? last)
    {
        if (first is null || last is null || first == last)
            return [];
        int[] breaks = new int[last.Value - first.Value];
        int page = OrderedSearch.First(pages.Count, i => pages[i].Number > first);
        for (int i = 0; i < breaks.Length; i++)
        {
            while (pages[page].Number <= first + i)
                page++;
            breaks[i] = pages[page].Start;
        }

        return breaks;
    }
}
