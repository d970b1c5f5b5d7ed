using RagCluster.Corpus.Chunks;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Divides a chunk into units by what the reader of its document knew: sentences of paragraphs, items of lists, rows of tables under the
/// document's own head, blocks of code under the sentence that leads them in.
/// </summary>
internal static class StructuredUnits
{
    // An item longer than this is running text with a mark before it, and is read by sentence.
    private const int ItemLengthMax = 400;

    internal static List<EvidenceUnit> Read(Chunk chunk, int lengthMax)
    {
        List<EvidenceUnit> units = [];
        for (int i = 0; i < chunk.Blocks.Length && units.Count < UnitReader.UnitsMax; i++)
        {
            ChunkBlock block = chunk.Blocks[i];
            TextSpan span = new(Math.Max(0, block.Start - chunk.Start), Math.Min(block.End - chunk.Start, lengthMax));
            if (span.Length <= 0)
                continue;
            bool hangsOnLead = i == 0 && chunk.Lead is not null;
            switch (block.Kind)
            {
                case ChunkBlockKind.Heading:
                    Add(units, Unit(chunk, i, span, UnitKind.Heading));
                    break;
                case ChunkBlockKind.ListItem when span.Length <= ItemLengthMax:
                    Add(units, Unit(chunk, i, span, UnitKind.ListItem) with { Context = ListLeadIn(chunk, units) });
                    break;
                case ChunkBlockKind.ListItem:
                    int? leadIn = ListLeadIn(chunk, units);
                    foreach (TextSpan sentence in SentenceSplitter.Split(chunk.Text, span.Start, span.End))
                        Add(units, Unit(chunk, i, sentence, UnitKind.ListItem) with { Context = leadIn });
                    break;
                case ChunkBlockKind.Definition when span.Length <= ItemLengthMax && chunk.Text[span.End - 1] != ':':
                    Add(units, Unit(chunk, i, span, UnitKind.Definition));
                    break;
                case ChunkBlockKind.Table:
                    ReadTable(units, chunk, i, span, hangsOnLead);
                    break;
                case ChunkBlockKind.Code:
                    int? before = CodeLeadIn(units, i);
                    Add(units, Unit(chunk, i, span, UnitKind.Code) with { Context = before, HangsOnLead = hangsOnLead && before is null });
                    break;
                default:
                    foreach (TextSpan sentence in SentenceSplitter.Split(chunk.Text, span.Start, span.End))
                        Add(units, Unit(chunk, i, sentence, UnitKind.Sentence));
                    break;
            }
        }

        AssignHeadings(chunk, units);
        return units;
    }

    private static void ReadTable(List<EvidenceUnit> units, Chunk chunk, int block, TextSpan table, bool hangsOnLead)
    {
        int? head = null;
        int line = 0;
        for (int start = table.Start; start < table.End && units.Count < UnitReader.UnitsMax; line++)
        {
            int newline = chunk.Text.IndexOf('\n', start, table.End - start);
            int end = newline < 0 ? table.End : newline;
            TextSpan row = new TextSpan(start, end).Trim(chunk.Text);
            start = end + 1;
            if (row.Length == 0)
                continue;
            bool isHead = line < chunk.Blocks[block].HeadLines;
            EvidenceUnit unit = Unit(chunk, block, row, isHead ? UnitKind.TableHead : UnitKind.TableRow);
            Add(units, isHead ? unit : unit with { Context = head, HangsOnLead = hangsOnLead && head is null });
            if (isHead)
                head = units.Count - 1;
        }
    }

    private static EvidenceUnit Unit(Chunk chunk, int block, TextSpan span, UnitKind kind) =>
        new(span, kind, null, Tokens.Read(chunk.Text, span.Start, span.End)) { Block = block };

    private static void Add(List<EvidenceUnit> units, EvidenceUnit unit)
    {
        if (units.Count < UnitReader.UnitsMax)
            units.Add(unit);
    }

    // The sentence with a colon before the first item; later items hang on the same.
    private static int? ListLeadIn(Chunk chunk, List<EvidenceUnit> units)
    {
        for (int i = units.Count - 1; i >= 0; i--)
        {
            if (units[i].Kind == UnitKind.ListItem)
                return units[i].Context;
            if (units[i].Kind != UnitKind.Code)
                return units[i].Kind == UnitKind.Sentence && chunk.Text[units[i].Span.End - 1] == ':' ? i : null;
        }

        return null;
    }

    // The sentence or item directly before the code, whatever it ends with: documents say "To do this, call X." as often as "like so:".
    private static int? CodeLeadIn(List<EvidenceUnit> units, int block)
    {
        if (units.Count == 0 || units[^1].Block != block - 1)
            return null;
        return units[^1].Kind is UnitKind.Sentence or UnitKind.ListItem ? units.Count - 1 : null;
    }

    // A question that is a paragraph of its own stands above its answer as a heading does, below the section's own; so does the caption of
    // a table above its rows.
    private static void AssignHeadings(Chunk chunk, List<EvidenceUnit> units)
    {
        int? section = null;
        int? heading = null;
        int? caption = null;
        for (int i = 0; i < units.Count; i++)
        {
            bool isQuestion = IsQuestion(chunk, units[i]);
            if (caption is { } above && units[above].Block != units[i].Block)
                caption = null;
            if (units[i].Kind == UnitKind.Heading)
                section = heading = i;
            else
                units[i] = units[i] with { Heading = isQuestion ? section : caption ?? heading };
            if (isQuestion)
                heading = i;
            if (IsCaption(units, i))
                caption = i;
        }
    }

    // Only the last line of a head names the columns.
    private static bool IsCaption(List<EvidenceUnit> units, int index) =>
        units[index].Kind == UnitKind.TableHead
        && index + 1 < units.Count
        && units[index + 1] is { Kind: UnitKind.TableHead } next
        && next.Block == units[index].Block;

    private static bool IsQuestion(Chunk chunk, EvidenceUnit unit)
    {
        if (unit is not { Kind: UnitKind.Sentence, Block: { } at } || !UnitReader.IsQuestion(chunk.Text.AsSpan(0, unit.Span.End)))
            return false;
        ChunkBlock block = chunk.Blocks[at];
        return block.Kind == ChunkBlockKind.Paragraph && block.End - block.Start == unit.Span.Length;
    }
}
