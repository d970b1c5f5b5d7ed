using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Linking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// Writes units of a passage as a reader sees them: neighbouring sentences as one text, neighbouring items as one list, rows under the
/// names of their columns, code with its lines, a section's name before what is said of it. Each part is cited by its own span.
/// </summary>
internal static class UnitParts
{
    internal static IEnumerable<QuotePart> Of(SentenceCandidate candidate, SortedSet<int> units)
    {
        PassageText passage = candidate.Passage;
        // Code at the beginning of a chunk stands under the sentence before the chunk.
        if (passage.Lead is not null && units.Any(i => passage.Units[i] is { Kind: UnitKind.Code, HangsOnLead: true }))
            yield return new QuotePart(AnswerPartKind.Text, QuoteParts.OneLine(passage.Passage.Chunk.Lead!.Text), []) { CitesLead = true };
        EvidenceUnit? name = null;
        foreach ((int first, int last) in Runs(passage, units))
        {
            EvidenceUnit unit = passage.Units[first];
            if (unit.Kind == UnitKind.Heading)
            {
                name = unit;
                continue;
            }

            QuotePart part = unit.Kind switch
            {
                UnitKind.TableRow => QuoteWriter.Row(passage, unit),
                UnitKind.Code => QuoteParts.Code(candidate, unit.Span, Language(passage, unit)),
                UnitKind.ListItem when unit.Block is null => Items(passage, first, last),
                UnitKind.Definition => QuoteParts.List(passage.Passage.Chunk, unit.Span),
                // A line of its own, so that what a note is called is not read as said of the text around it.
                UnitKind.Sentence when IsSetApart(passage, first) => QuoteParts.Text(
                    passage.Passage.Chunk,
                    new TextSpan(unit.Span.Start, passage.Units[last].Span.End)
                ) with
                {
                    Kind = AnswerPartKind.List,
                },
                _ => Text(passage, new TextSpan(unit.Span.Start, passage.Units[last].Span.End), unit),
            };
            foreach (QuotePart shown in Named(passage, name, part))
                yield return shown;
            name = null;
        }
    }

    private static IEnumerable<QuotePart> Named(PassageText passage, EvidenceUnit? name, QuotePart part)
    {
        if (name is null)
            return [part];
        string said = QuoteParts.OneLine(passage.TextOf(name));
        if (!UnitReader.IsQuestion(said))
            said += ":";
        return part.Kind == AnswerPartKind.Text
            ? [part with { Text = $"{said} {part.Text}", Spans = [name.Span, .. part.Spans], Links = Moved(part.Links, said.Length + 1) }]
            : [new QuotePart(AnswerPartKind.Text, said, [name.Span]), part];
    }

    private static TextLink[] Moved(TextLink[] links, int characters) => Array.ConvertAll(links, link => link.Moved(characters));

    private static List<(int First, int Last)> Runs(PassageText passage, SortedSet<int> units)
    {
        List<(int First, int Last)> runs = [];
        foreach (int i in units)
        {
            UnitKind kind = passage.Units[i].Kind;
            if (
                runs.Count > 0
                && runs[^1].Last == i - 1
                && passage.Units[i - 1].Kind == kind
                && kind is UnitKind.Sentence or UnitKind.ListItem
                && passage.Units[i - 1].Block is null == passage.Units[i].Block is null
                && IsSetApart(passage, i - 1) == IsSetApart(passage, i)
            )
                runs[^1] = (runs[^1].First, i);
            else
                runs.Add((i, i));
        }

        return runs;
    }

    private static bool IsSetApart(PassageText passage, int index) =>
        passage.Units[index].Block is { } block && passage.Passage.Chunk.Blocks[block].Kind == ChunkBlockKind.Quote;

    // Told by their looks: each on its own line, wherever the document breaks its lines.
    private static QuotePart Items(PassageText passage, int first, int last)
    {
        IEnumerable<string> items = Enumerable
            .Range(first, last - first + 1)
            .Select(i => QuoteParts.OneLine(passage.TextOf(passage.Units[i])));
        TextSpan span = new(passage.Units[first].Span.Start, passage.Units[last].Span.End);
        return QuoteParts.Of(AnswerPartKind.List, passage.Passage.Chunk, span, string.Join('\n', items));
    }

    private static QuotePart Text(PassageText passage, TextSpan span, EvidenceUnit first)
    {
        Chunk chunk = passage.Passage.Chunk;
        return first.Kind == UnitKind.ListItem && QuoteParts.BeginsItem(chunk, span)
            ? QuoteParts.List(chunk, span)
            : QuoteParts.Text(chunk, span);
    }

    private static string Language(PassageText passage, EvidenceUnit unit) =>
        unit.Block is { } block ? passage.Passage.Chunk.Blocks[block].Language : "";
}
