using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Finds what the reader knows of the text in a chunk, by binary search.</summary>
internal sealed class ChunkBlocks(ExtractedDocument document)
{
    // A lead-in longer than this is a paragraph that happens to stand before code.
    private const int LeadLengthMax = 400;

    // Each chunk of the table repeats its head. Forty columns have room; what is longer than a chunk is hardly names of columns.
    private const int HeadLengthMax = 2_000;

    // A long piece of code asks for what leads it in once for every chunk of it.
    private (TextBlock? Block, TextSpan? LeadIn) _last;

    /// <summary>The blocks in a span, cut to it. A table that is cut at its beginning has no head of its own left.</summary>
    internal TextBlock[] Within(TextSpan span)
    {
        List<TextBlock> blocks = new();
        for (int i = FirstEndingAfter(span.Start); i < document.Blocks.Count && document.Blocks[i].Start < span.End; i++)
        {
            TextBlock block = document.Blocks[i];
            bool isWhole = block.Start >= span.Start;
            blocks.Add(
                block with
                {
                    Start = Math.Max(block.Start, span.Start),
                    End = Math.Min(block.End, span.End),
                    HeadLines = isWhole ? block.HeadLines : 0,
                }
            );
        }

        return [.. blocks];
    }

    /// <summary>What the first block of a span hangs on, before the span.</summary>
    internal TextSpan? LeadOf(TextSpan span)
    {
        int first = FirstEndingAfter(span.Start);
        if (first == document.Blocks.Count)
            return null;
        TextBlock block = document.Blocks[first];
        if (block.Kind == BlockKind.Table && block.Start < span.Start)
            return HeadOf(block) is { } head && head.End <= span.Start ? head : null;
        if (block.Kind is not (BlockKind.Code or BlockKind.Table) || first == 0 || document.Blocks[first - 1].End > span.Start)
            return null;
        return LeadInOf(document.Blocks[first - 1]);
    }

    private TextSpan? HeadOf(TextBlock table)
    {
        int start = table.Start;
        for (int line = 1; line <= table.HeadLines; line++)
        {
            int newline = document.Text.IndexOf('\n', start, table.End - start);
            int end = newline < 0 ? table.End : newline;
            if (end - table.Start > HeadLengthMax)
                return null;
            if (line == table.HeadLines)
                return new TextSpan(table.Start, end);
            start = Math.Min(table.End, end + 1);
        }

        return null;
    }

    private TextSpan? LeadInOf(TextBlock before)
    {
        if (before.Kind is BlockKind.Heading or BlockKind.Code or BlockKind.Table)
            return null;
        if (!ReferenceEquals(_last.Block, before))
        {
            TextSpan last = SentenceSplitter.Split(document.Text, before.Start, before.End)[^1];
            _last = (before, last.Length <= LeadLengthMax ? last : null);
        }

        return _last.LeadIn;
    }

    private int FirstEndingAfter(int offset) => OrderedSearch.First(document.Blocks.Count, i => document.Blocks[i].End > offset);
}
