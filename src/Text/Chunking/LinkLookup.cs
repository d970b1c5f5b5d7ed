using RagCluster.Text.Linking;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Finds the links in a chunk, by binary search.</summary>
internal sealed class LinkLookup(IReadOnlyList<TextLink> links)
{
    /// <summary>The links in a span, cut to it.</summary>
    internal TextLink[] Within(TextSpan span)
    {
        List<TextLink> within = [];
        for (int i = FirstEndingAfter(span.Start); i < links.Count && links[i].Start < span.End; i++)
            within.Add(links[i] with { Start = Math.Max(links[i].Start, span.Start), End = Math.Min(links[i].End, span.End) });
        return [.. within];
    }

    private int FirstEndingAfter(int offset) => OrderedSearch.First(links.Count, i => links[i].End > offset);
}
