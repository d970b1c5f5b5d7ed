using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Highlighting;

/// <summary>Collects the places of matching terms; readings of one word and overlapping pairs of characters become one range.</summary>
internal sealed class MatchedRanges(Highlighter highlighter, int limit) : ITermSink
{
    internal List<TextRange> Ranges { get; } = [];

    void ITermSink.Add(ReadOnlySpan<char> term, TermPlace place)
    {
        if (!highlighter.IsMatch(term))
            return;
        // The parts of an identifier come before its whole, so a range may begin before several of those already found.
        int start = place.Start;
        int end = place.Start + place.Length;
        while (Ranges.Count > 0 && Ranges[^1].Start + Ranges[^1].Length >= start)
        {
            TextRange last = Ranges[^1];
            start = Math.Min(start, last.Start);
            end = Math.Max(end, last.Start + last.Length);
            Ranges.RemoveAt(Ranges.Count - 1);
        }

        if (Ranges.Count < limit)
            Ranges.Add(new TextRange(start, end - start));
    }
}
