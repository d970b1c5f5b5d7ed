using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Finds the lines of the file that a chunk comes from, by binary search.</summary>
internal sealed class LineLookup(ExtractedDocument document)
{
    // The line ends before each so many characters, so that those before a chunk are not counted anew for every chunk.
    private const int Step = 4_096;

    private readonly int[] _lineEnds = LineEnds(document.Text);

    /// <summary>The lines of a chunk's text, and of its lead where it has one; none when they are not known.</summary>
    internal SourceLine[] Of(TextSpan chunk, TextSpan? lead)
    {
        if (Before(chunk.Start) < 0)
            return [];
        List<SourceLine> lines = [];
        if (lead is { } before && Before(before.Start) >= 0)
            lines.Add(new SourceLine(before.Start, At(before.Start)));
        lines.Add(new SourceLine(chunk.Start, At(chunk.Start)));
        for (int i = Before(chunk.Start) + 1; i < document.Lines.Count && document.Lines[i].Start < chunk.End; i++)
            lines.Add(document.Lines[i]);
        return [.. lines];
    }

    private int At(int offset)
    {
        SourceLine known = document.Lines[Before(offset)];
        return known.Number + LineEndsBefore(offset) - LineEndsBefore(known.Start);
    }

    private int LineEndsBefore(int offset) =>
        _lineEnds[offset / Step] + document.Text.AsSpan(offset / Step * Step, offset % Step).Count('\n');

    private static int[] LineEnds(string text)
    {
        int[] before = new int[(text.Length / Step) + 1];
        for (int i = 1; i < before.Length; i++)
            before[i] = before[i - 1] + text.AsSpan((i - 1) * Step, Step).Count('\n');
        return before;
    }

    // The last known place that is not after an offset; -1 for none.
    private int Before(int offset) => OrderedSearch.First(document.Lines.Count, i => document.Lines[i].Start > offset) - 1;
}
