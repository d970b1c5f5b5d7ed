using RagCluster.Corpus.Chunks;
using RagCluster.Text.Linking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>Finds the links of a chunk again in what an answer shows of it.</summary>
internal static class QuoteLinks
{
    /// <summary>The links of a span in the text that shows it with other white space.</summary>
    internal static TextLink[] Of(Chunk chunk, TextSpan span, string shown)
    {
        TextLink[] links = Within(chunk, span);
        return links.Length == 0 ? [] : [.. LinkPlaces.In(chunk.Text[span.Start..span.End], links, shown)];
    }

    /// <summary>The links of a row in the text that names the column of each cell.</summary>
    internal static TextLink[] OfRow(Chunk chunk, TextSpan row, string shown)
    {
        List<TextLink> placed = [];
        int at = 0;
        foreach (TextLink link in Within(chunk, row))
        {
            string words = QuoteParts.OneLine(chunk.Text[(row.Start + link.Start)..(row.Start + link.End)]);
            int start = shown.IndexOf(words, at, StringComparison.Ordinal);
            if (start < 0)
                continue;
            at = start + words.Length;
            placed.Add(link with { Start = start, End = at });
        }

        return [.. placed];
    }

    private static TextLink[] Within(Chunk chunk, TextSpan span)
    {
        int from = chunk.Start + span.Start;
        return
        [
            .. chunk
                .Links.Where(link => link.Start >= from && link.End <= chunk.Start + span.End)
                .Select(link => new TextLink(link.Start - from, link.End - from, link.Target)),
        ];
    }
}
