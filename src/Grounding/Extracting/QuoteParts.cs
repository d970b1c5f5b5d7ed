using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>Divides what is quoted of a passage into the parts that a reader sees: text, lists and code.</summary>
internal static class QuoteParts
{
    // Code longer than this is shown in part: the lines around those that say what the question asks for.
    private const int CodeLengthMax = 700;

    /// <summary>The parts of a region, in order; each is cited by its own span.</summary>
    internal static IEnumerable<QuotePart> Of(SentenceCandidate candidate, TextSpan region)
    {
        PassageText passage = candidate.Passage;
        Chunk chunk = passage.Passage.Chunk;
        if (chunk.Blocks.Length == 0)
        {
            yield return Text(chunk, region);
            yield break;
        }

        if (candidate.Unit.HangsOnLead && candidate.Unit.Kind == UnitKind.Code && passage.Lead is not null)
            yield return new QuotePart(AnswerPartKind.Text, OneLine(chunk.Lead!.Text), []) { CitesLead = true };
        foreach ((ChunkBlockKind kind, TextSpan span, string language) in Runs(chunk, region))
        {
            switch (kind)
            {
                case ChunkBlockKind.Code:
                    yield return Code(candidate, span, language);
                    break;
                case ChunkBlockKind.ListItem when span.Start > 0 || span.Length > 0:
                    yield return BeginsItem(chunk, span) ? List(chunk, span) : Text(chunk, span);
                    break;
                default:
                    yield return Text(chunk, span);
                    break;
            }
        }
    }

    /// <summary>A span as running text.</summary>
    internal static QuotePart Text(Chunk chunk, TextSpan span) =>
        Of(AnswerPartKind.Text, chunk, span, OneLine(chunk.Text[span.Start..span.End]));

    /// <summary>A span as a list, which keeps its lines.</summary>
    internal static QuotePart List(Chunk chunk, TextSpan span) => Of(AnswerPartKind.List, chunk, span, Lines(chunk.Text, span));

    /// <summary>A span as a text that differs from the chunk's in nothing but white space.</summary>
    internal static QuotePart Of(AnswerPartKind kind, Chunk chunk, TextSpan span, string shown) =>
        new(kind, shown, [span]) { Links = QuoteLinks.Of(chunk, span, shown) };

    /// <summary>Code with its lines; of a long block the lines that hold most of the question.</summary>
    internal static QuotePart Code(SentenceCandidate candidate, TextSpan span, string language)
    {
        string text = candidate.Passage.Passage.Chunk.Text;
        TextSpan shown = span.Length <= CodeLengthMax ? span : CodeExcerpt.Of(text, span, candidate.Question, CodeLengthMax);
        return new QuotePart(AnswerPartKind.Code, text[shown.Start..shown.End], [shown]) { Language = language };
    }

    /// <summary>A text on one line.</summary>
    internal static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // The blocks of a region; neighbouring items are one list, neighbouring paragraphs one text. Headings are not shown.
    private static List<(ChunkBlockKind Kind, TextSpan Span, string Language)> Runs(Chunk chunk, TextSpan region)
    {
        List<(ChunkBlockKind Kind, TextSpan Span, string Language)> runs = [];
        foreach (ChunkBlock block in chunk.Blocks)
        {
            TextSpan span = new(Math.Max(region.Start, block.Start - chunk.Start), Math.Min(region.End, block.End - chunk.Start));
            if (span.Length <= 0 || block.Kind == ChunkBlockKind.Heading)
                continue;
            ChunkBlockKind kind = block.Kind == ChunkBlockKind.Quote ? ChunkBlockKind.Paragraph : block.Kind;
            if (runs.Count > 0 && runs[^1].Kind == kind && kind is ChunkBlockKind.ListItem or ChunkBlockKind.Paragraph)
                runs[^1] = runs[^1] with { Span = new TextSpan(runs[^1].Span.Start, span.End) };
            else
                runs.Add((kind, span, block.Language));
        }

        return runs;
    }

    /// <summary>Whether a span begins with an item: a sentence within one is text, from its beginning on it is a list.</summary>
    internal static bool BeginsItem(Chunk chunk, TextSpan span) =>
        Array.Exists(
            chunk.Blocks,
            block => block.Kind == ChunkBlockKind.ListItem && block.Start - chunk.Start == span.Start && block.End - chunk.Start <= span.End
        );

    // A text without blank lines; of the spaces before its lines stays what one line is indented by more than another.
    private static string Lines(string text, TextSpan span)
    {
        int start = text.AsSpan(0, span.Start).LastIndexOf('\n') + 1;
        string[] lines =
        [
            .. text[(string.IsNullOrWhiteSpace(text[start..span.Start]) ? start : span.Start)..span.End]
                .Split('\n')
                .Select(line => line.TrimEnd())
                .Where(line => line.Length > 0),
        ];
        int shared = lines.Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line[shared..]));
    }
}
