using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Finds the lines of the file that a chunk comes from, by binary search.</summary>
internal sealed class LineLookup(ExtractedDocument document)
{
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
        return known.Number + document.Text.AsSpan(known.Start, offset - known.Start).Count('\n');
    }

    // The last known place that is not after an offset; -1 for none.
    private int Before(int offset) => OrderedSearch.First(document.Lines.Count, i => document.Lines[i].Start > offset) - 1;
}
