using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Evidence;

/// <summary>Divides a chunk's text into units: the sentence splitter's spans, with tables by row and headings apart.</summary>
internal static class UnitReader
{
    private const int UnitsMax = 512;

    internal static List<EvidenceUnit> Read(string text)
    {
        var units = new List<EvidenceUnit>();
        foreach (var span in SentenceSplitter.Split(text, 0, text.Length))
        {
            foreach (var (line, kind) in Lines(text, span))
            {
                if (units.Count == UnitsMax) return units;
                units.Add(new EvidenceUnit(line, kind, ContextOf(text, units, kind), Tokens.Read(text, line.Start, line.End)));
            }
        }

        return units;
    }

    private static IEnumerable<(TextSpan Span, UnitKind Kind)> Lines(string text, TextSpan span)
    {
        if (text.AsSpan(span.Start).StartsWith("```"))
        {
            yield return (span, UnitKind.Code);
            yield break;
        }

        int open = span.Start;
        for (int at = span.Start; at < span.End;)
        {
            int newline = text.IndexOf('\n', at, span.End - at);
            int end = newline < 0 ? span.End : newline;
            var kind = KindOf(text.AsSpan(at, end - at));
            if (kind is UnitKind.Heading or UnitKind.TableRow)
            {
                if (Trimmed(text, open, at) is { Length: > 0 } before) yield return (before, KindOf(text.AsSpan(before.Start, before.Length)));
                if (!IsRule(text.AsSpan(at, end - at))) yield return (Trimmed(text, at, end), kind);
                open = end;
            }

            at = end + 1;
        }

        if (Trimmed(text, open, span.End) is { Length: > 0 } rest) yield return (rest, KindOf(text.AsSpan(rest.Start, rest.Length)));
    }

    private static TextSpan Trimmed(string text, int start, int end) => new TextSpan(start, Math.Max(start, end)).Trim(text);

    private static UnitKind KindOf(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.StartsWith('|')) return UnitKind.TableRow;
        if (line.StartsWith('#') && line.TrimStart('#').StartsWith(' ')) return UnitKind.Heading;
        if (line.Length > 2 && line[0] is '-' or '*' or '+' or '•' or '◦' or '▪' or '‣' && line[1] == ' ') return UnitKind.ListItem;
        int digits = 0;
        while (digits < line.Length && digits < 4 && char.IsAsciiDigit(line[digits])) digits++;
        return digits > 0 && digits + 1 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? UnitKind.ListItem : UnitKind.Sentence;
    }

    private static bool IsRule(ReadOnlySpan<char> line) => line.IndexOfAnyExcept("|-: \t\r") < 0;

    private static int? ContextOf(string text, List<EvidenceUnit> units, UnitKind kind)
    {
        if (units.Count == 0 || kind is not (UnitKind.ListItem or UnitKind.TableRow)) return null;
        var previous = units[^1];
        if (previous.Kind == kind) return previous.Context ?? (kind == UnitKind.TableRow ? units.Count - 1 : null);
        return kind == UnitKind.ListItem && previous.Kind == UnitKind.Sentence && text[previous.Span.End - 1] == ':' ? units.Count - 1 : null;
    }
}
