using RagCluster.Grounding.Evidence;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// Turns a unit into a quote that stands on its own: a list item with its lead-in, a sentence that opens with a pronoun with its
/// predecessor (each one contiguous span), a table row with its head (two spans).
/// </summary>
internal static class QuoteWriter
{
    // A quote longer than this is no quote; the unit then stands alone.
    private const int LengthMax = 1_200;

    internal static Quote Write(SentenceCandidate candidate, int order)
    {
        if (candidate.Unit.Kind == UnitKind.TableRow)
            return WriteRow(candidate, order);
        var span = SpanOf(candidate);
        if (candidate.Passage.HoldsModelDirected(span))
            span = candidate.Unit.Span;
        return new Quote(candidate, [span], OneLine(candidate.Passage, span), order);
    }

    private static TextSpan SpanOf(SentenceCandidate candidate)
    {
        var units = candidate.Passage.Units;
        var unit = candidate.Unit;
        if (unit.Context is { } context)
            return WithItems(candidate.Passage, context) ?? Joined(units[context].Span, unit.Span) ?? unit.Span;
        if (IsLeadIn(candidate))
            return WithItems(candidate.Passage, candidate.Index) ?? unit.Span;
        if (candidate.Index > 0 && PointsBack(unit) && units[candidate.Index - 1].Kind == UnitKind.Sentence)
        {
            return Joined(units[candidate.Index - 1].Span, unit.Span) ?? unit.Span;
        }

        return unit.Span;
    }

    private static Quote WriteRow(SentenceCandidate candidate, int order)
    {
        var row = candidate.Unit.Span;
        if (candidate.Unit.Context is not { } index)
            return new Quote(candidate, [row], OneLine(candidate.Passage, row), order);
        var head = candidate.Passage.Units[index].Span;
        string[] names = Cells(candidate.Passage, head);
        string[] cells = Cells(candidate.Passage, row);
        string text =
            names.Length == cells.Length
                ? string.Join("; ", names.Zip(cells, (name, cell) => name.Length == 0 ? cell : $"{name}: {cell}"))
                : OneLine(candidate.Passage, row);
        return new Quote(candidate, [row, head], text, order);
    }

    private static string[] Cells(PassageText passage, TextSpan row) =>
        OneLine(passage, row).Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries);

    private static bool IsLeadIn(SentenceCandidate candidate) =>
        candidate.Unit.Kind == UnitKind.Sentence && candidate.Passage.Passage.Chunk.Text[candidate.Unit.Span.End - 1] == ':';

    // A list too long to quote is not quoted whole.
    private static TextSpan? WithItems(PassageText passage, int leadIn)
    {
        int last = leadIn;
        while (last + 1 < passage.Units.Count && passage.Units[last + 1].Context == leadIn)
            last++;
        return last > leadIn ? Joined(passage.Units[leadIn].Span, passage.Units[last].Span) : null;
    }

    private static bool PointsBack(EvidenceUnit unit) =>
        unit.Kind == UnitKind.Sentence
        && unit.Tokens.Count > 0
        && unit.Tokens[0].Word
            is "it"
                or "its"
                or "this"
                or "these"
                or "those"
                or "they"
                or "their"
                or "he"
                or "his"
                or "she"
                or "her"
                or "such";

    private static TextSpan? Joined(TextSpan first, TextSpan last) =>
        last.End - first.Start <= LengthMax ? new TextSpan(first.Start, last.End) : null;

    private static string OneLine(PassageText passage, TextSpan span) =>
        string.Join(' ', passage.Passage.Chunk.Text[span.Start..span.End].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
