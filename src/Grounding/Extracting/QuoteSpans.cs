using RagCluster.Grounding.Evidence;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Extracting;

/// <summary>The span to quote for a unit: with what it can't be understood without, always one contiguous piece of the passage.</summary>
internal static class QuoteSpans
{
    // A quote longer than this is no quote; the unit then stands alone.
    private const int LengthMax = 1_200;

    internal static TextSpan Of(SentenceCandidate candidate)
    {
        var units = candidate.Passage.Units;
        var unit = candidate.Unit;
        if (unit.Context is { } context) return Joined(units[context].Span, unit.Span) ?? unit.Span;
        if (IsLeadIn(candidate)) return WithItems(candidate) ?? unit.Span;
        if (candidate.Index > 0 && PointsBack(unit) && units[candidate.Index - 1].Kind == UnitKind.Sentence)
        {
            return Joined(units[candidate.Index - 1].Span, unit.Span) ?? unit.Span;
        }

        return unit.Span;
    }

    private static bool IsLeadIn(SentenceCandidate candidate) =>
        candidate.Unit.Kind == UnitKind.Sentence && candidate.Passage.Passage.Chunk.Text[candidate.Unit.Span.End - 1] == ':';

    private static TextSpan? WithItems(SentenceCandidate candidate)
    {
        var units = candidate.Passage.Units;
        int last = candidate.Index;
        while (last + 1 < units.Count && units[last + 1].Context == candidate.Index) last++;
        // A list too long to quote is quoted as far as it fits.
        while (last > candidate.Index && Joined(candidate.Unit.Span, units[last].Span) is null) last--;
        return last > candidate.Index ? Joined(candidate.Unit.Span, units[last].Span) : null;
    }

    private static bool PointsBack(EvidenceUnit unit) =>
        unit.Kind == UnitKind.Sentence && unit.Tokens.Count > 0
        && unit.Tokens[0].Word is "it" or "its" or "this" or "these" or "those" or "they" or "their" or "he" or "his" or "she" or "her" or "such";

    private static TextSpan? Joined(TextSpan first, TextSpan last) =>
        last.End - first.Start <= LengthMax ? new TextSpan(first.Start, last.End) : null;
}
