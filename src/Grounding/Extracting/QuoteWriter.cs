using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// Turns a unit into a quote that stands on its own: code under the sentence that leads it in, a list under its lead-in, a row under the
/// head of
/// its table, a sentence that opens with a pronoun behind its predecessor.
/// </summary>
internal static class QuoteWriter
{
    // A quote longer than this is no quote; the unit then stands alone.
    private const int LengthMax = 1_000;

    // Around a unit that says how to do something its section is shown up to this length, around another one its closest neighbours.
    private const int ProcedureLengthMax = 700;
    private const int StatementLengthMax = 150;

    /// <summary>
    /// The quote of a unit; null for one that can't stand by itself, such as a sentence that leads in what the passage does not hold.
    /// </summary>
    internal static Quote? Write(SentenceCandidate candidate, int order)
    {
        if (candidate.Unit.Kind == UnitKind.TableRow)
            return new Quote(candidate, candidate.Unit.Span, [Row(candidate.Passage, candidate.Unit)], order);
        TextSpan region = RegionOf(candidate);
        if (candidate.Passage.HoldsModelDirected(region))
            region = candidate.Unit.Span;
        region = Filled(candidate, region);
        QuotePart[] parts = [.. QuoteParts.Of(candidate, region)];
        return parts.Length == 0 || IsOpen(parts[^1]) ? null : new Quote(candidate, region, parts, order);
    }

    private static TextSpan RegionOf(SentenceCandidate candidate)
    {
        PassageText passage = candidate.Passage;
        List<EvidenceUnit> units = passage.Units;
        EvidenceUnit unit = candidate.Unit;
        switch (unit.Kind)
        {
            case UnitKind.Code:
                return unit.Context is { } before ? Joined(LeadIn(passage, before), unit.Span) ?? unit.Span : unit.Span;
            case UnitKind.ListItem:
                TextSpan withCode = WithCode(passage, candidate.Index);
                if (unit.Context is not { } context)
                    return withCode;
                return WithItems(passage, context) ?? Joined(units[context].Span, withCode) ?? withCode;
        }

        if (IsLeadIn(candidate))
            return WithItems(passage, candidate.Index) ?? WithCode(passage, candidate.Index);
        TextSpan own = WithCode(passage, candidate.Index);
        bool pointsBack =
            candidate.Index > 0
            && unit is { Kind: UnitKind.Sentence, PointsBack: true }
            && units[candidate.Index - 1].Kind == UnitKind.Sentence;
        return pointsBack ? Joined(units[candidate.Index - 1].Span, own) ?? own : own;
    }

    // Documentation says in a section what a sentence of it leaves open: whole units around the one that answers, first those that follow.
    private static TextSpan Filled(SentenceCandidate candidate, TextSpan region)
    {
        if (candidate.Unit.Block is null)
            return region;
        int lengthMax = candidate.Question.Kind == QuestionKind.HowTo ? ProcedureLengthMax : StatementLengthMax;
        List<EvidenceUnit> units = candidate.Passage.Units;
        int first = units.FindIndex(unit => unit.Span.Start >= region.Start);
        int last = units.FindLastIndex(unit => unit.Span.End <= region.End);
        while (last + 1 < units.Count && IsFiller(candidate, last + 1) && units[last + 1].Span.End - region.Start <= lengthMax)
            region = region with { End = units[++last].Span.End };
        while (first > 0 && IsFiller(candidate, first - 1) && region.End - units[first - 1].Span.Start <= lengthMax)
            region = region with { Start = units[--first].Span.Start };
        // What leads in something that no longer fits says nothing.
        while (
            last > first
            && candidate.Index < last
            && candidate.Passage.Passage.Chunk.Text[units[last].Span.End - 1] == ':'
            && units[last].Kind == UnitKind.Sentence
        )
            region = region with { End = units[--last].Span.End };
        return region;
    }

    private static bool IsFiller(SentenceCandidate candidate, int index) =>
        candidate.Passage.Units[index].Kind is UnitKind.Sentence or UnitKind.ListItem or UnitKind.Code
        && CandidateFinder.IsCandidate(candidate.Passage, candidate.Passage.Units[index])
        && !candidate.Passage.SpeaksToModel[index];

    // A lead-in that hangs on a list or points back itself is not followed further.
    private static TextSpan LeadIn(PassageText passage, int index) => passage.Units[index].Span;

    private static bool IsLeadIn(SentenceCandidate candidate) =>
        candidate.Unit.Kind == UnitKind.Sentence && candidate.Passage.Passage.Chunk.Text[candidate.Unit.Span.End - 1] == ':';

    // What leads in code is shown with it.
    private static TextSpan WithCode(PassageText passage, int index)
    {
        TextSpan span = passage.Units[index].Span;
        int next = index + 1;
        return next < passage.Units.Count && passage.Units[next] is { Kind: UnitKind.Code } code && code.Context == index
            ? Joined(span, code.Span) ?? span
            : span;
    }

    // A list too long to quote is not quoted whole. Code between its items belongs to it.
    private static TextSpan? WithItems(PassageText passage, int leadIn)
    {
        int last = leadIn;
        for (int i = leadIn + 1; i < passage.Units.Count; i++)
        {
            EvidenceUnit unit = passage.Units[i];
            bool belongs =
                unit.Context == leadIn || (unit.Kind == UnitKind.Code && unit.Context is { } item && passage.Units[item].Context == leadIn);
            if (!belongs)
                break;
            last = i;
        }

        return last > leadIn ? Joined(passage.Units[leadIn].Span, passage.Units[last].Span) : null;
    }

    /// <summary>A row with the names of its columns.</summary>
    internal static QuotePart Row(PassageText passage, EvidenceUnit unit)
    {
        TextSpan row = unit.Span;
        string? head =
            unit.Context is { } index ? passage.TextOf(passage.Units[index])
            : unit.HangsOnLead && passage.Lead is not null ? LastLine(passage.Passage.Chunk.Lead!.Text)
            : null;
        string line = QuoteParts.OneLine(passage.TextOf(unit));
        if (head is null)
            return QuoteParts.Of(AnswerPartKind.Row, passage.Passage.Chunk, row, line);
        string[] names = Cells(head, unit);
        string[] cells = Cells(passage.TextOf(unit), unit);
        string text = names.Length >= cells.Length ? Row(names, cells) : line;
        return new QuotePart(AnswerPartKind.Row, text, unit.Context is { } at ? [row, passage.Units[at].Span] : [row])
        {
            CitesLead = unit.Context is null,
            Links = QuoteLinks.OfRow(passage.Passage.Chunk, row, text),
        };
    }

    /// <summary>A row as it is shown: each cell with the name of its column, where that has one.</summary>
    internal static string Row(string[] names, string[] cells) =>
        string.Join(
            "; ",
            cells
                .Select((cell, i) => (Name: names.ElementAtOrDefault(i) ?? "", Cell: cell))
                // An empty cell says nothing of its column.
                .Where(pair => pair.Cell.Length > 0)
                .Select(pair => pair.Name.Length == 0 ? pair.Cell : $"{pair.Name}: {pair.Cell}")
        );

    /// <summary>The cells of a row or head: the document's reader writes tables, or they are drawn in a text as its author liked.</summary>
    internal static string[] Cells(string row, EvidenceUnit unit) =>
        Array.ConvertAll(unit.Block is null ? row.Trim('|', ' ').Split('|') : TableRows.Cells(row), QuoteParts.OneLine);

    /// <summary>The names of the columns, below the caption.</summary>
    internal static string LastLine(string head) => head[(head.LastIndexOf('\n') + 1)..];

    private static bool IsOpen(QuotePart last) => last.Kind != AnswerPartKind.Code && last.Text.EndsWith(':');

    private static TextSpan? Joined(TextSpan first, TextSpan last) =>
        last.End - first.Start <= LengthMax ? new TextSpan(first.Start, last.End) : null;
}
