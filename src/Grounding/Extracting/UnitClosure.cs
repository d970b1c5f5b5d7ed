using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// What must be shown with a unit so that it can be read: its lead-in, what it leads in, the sentence that it points back to, the
/// question that it replies to, and the name that its section defines.
/// </summary>
internal static class UnitClosure
{
    // Of a longer list or table only what answers is shown.
    private const int ListLengthMax = 500;

    /// <summary>The indices of the units to show, ascending; empty when the unit can't stand by itself.</summary>
    internal static List<int> Of(PassageText passage, int index)
    {
        SortedSet<int> shown = [index];
        EvidenceUnit unit = passage.Units[index];
        switch (unit.Kind)
        {
            case UnitKind.Code:
                AddContext(passage, unit, shown);
                break;
            case UnitKind.ListItem:
                AddContext(passage, unit, shown);
                AddCode(passage, index, shown);
                break;
            case UnitKind.TableRow or UnitKind.Definition:
                break;
            case UnitKind.Sentence when IsLeadIn(passage, index):
                if (!AddLedIn(passage, index, shown))
                    return [];
                break;
            default:
                if (index > 0 && unit.PointsBack && IsShowable(passage, index - 1) && !IsLeadIn(passage, index - 1))
                    shown.Add(index - 1);
                break;
        }

        AddName(passage, unit, shown);
        if (Replies.QuestionOf(passage, index) is { } question and >= 0)
            shown.Add(question);
        return [.. shown];
    }

    /// <summary>Whether a unit is a sentence that ends with a colon.</summary>
    internal static bool IsLeadIn(PassageText passage, int index) =>
        passage.Units[index] is { Kind: UnitKind.Sentence } unit && passage.Passage.Chunk.Text[unit.Span.End - 1] is ':' or '：';

    // Of a reference the heading is what each sentence below it is about: "Default: 20" says nothing without its setting.
    private static void AddName(PassageText passage, EvidenceUnit unit, SortedSet<int> shown)
    {
        if (unit.Heading is { } heading && !passage.SpeaksToModel[heading] && IsName(passage.TextOf(passage.Units[heading])))
            shown.Add(heading);
    }

    // max_size, server.port, max-size, MaxSize: a name of code, where "Limits" and "Follow-up" are headings of text.
    private static bool IsName(string heading) =>
        !heading.Any(char.IsWhiteSpace)
        && !heading.EndsWith(':')
        && (
            heading.AsSpan().IndexOfAny('_', '.') >= 0
            || (heading.Contains('-') && !heading.Any(char.IsUpper))
            || IdentifierParts.Of(heading, Tokens.Read(heading)).Any()
        );

    private static void AddContext(PassageText passage, EvidenceUnit unit, SortedSet<int> shown)
    {
        if (unit.Context is not { } context || passage.SpeaksToModel[context])
            return;
        shown.Add(context);
        if (
            passage.Units[context].Kind == UnitKind.ListItem
            && passage.Units[context].Context is { } above
            && !passage.SpeaksToModel[above]
        )
            shown.Add(above);
    }

    private static void AddCode(PassageText passage, int index, SortedSet<int> shown)
    {
        int next = index + 1;
        if (next < passage.Units.Count && passage.Units[next].Kind == UnitKind.Code && passage.Units[next].Context == index)
            Add(passage, next, shown);
    }

    private static bool AddLedIn(PassageText passage, int index, SortedSet<int> shown)
    {
        List<int> led = [];
        for (int i = index + 1; i < passage.Units.Count; i++)
        {
            EvidenceUnit unit = passage.Units[i];
            bool belongs =
                unit.Context == index
                || (unit.Kind == UnitKind.Code && unit.Context is { } item && passage.Units[item].Context == index)
                || (i == index + 1 && unit.Kind is UnitKind.TableRow or UnitKind.TableHead)
                || (
                    unit.Kind == UnitKind.TableRow && led.Count > 0 && passage.Units[i - 1].Kind is UnitKind.TableRow or UnitKind.TableHead
                );
            if (!belongs)
                break;
            led.Add(i);
        }

        led.RemoveAll(i => passage.Units[i].Kind == UnitKind.TableHead || passage.SpeaksToModel[i]);
        if (led.Count == 0 || (led.Count > 1 && passage.Units[led[^1]].Span.End - passage.Units[led[0]].Span.Start > ListLengthMax))
            return false;
        shown.UnionWith(led);
        return true;
    }

    private static void Add(PassageText passage, int index, SortedSet<int> shown)
    {
        if (!passage.SpeaksToModel[index])
            shown.Add(index);
    }

    private static bool IsShowable(PassageText passage, int index) =>
        passage.Units[index].Kind is UnitKind.Sentence or UnitKind.ListItem && !passage.SpeaksToModel[index];
}
