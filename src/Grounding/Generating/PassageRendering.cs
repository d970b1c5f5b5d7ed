using System.Text;
using RagCluster.Corpus.Chunks;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// A passage as a model reads it, by the structure of its document: the headings above it, the head of a table or the lead-in that its
/// first block hangs on, code between fences. What speaks to a model is left out.
/// </summary>
internal static class PassageRendering
{
    internal static string Write(PassageText passage)
    {
        Chunk chunk = passage.Passage.Chunk;
        StringBuilder text = new();
        string[] headings = [.. chunk.HeadingPath.Where(heading => !ModelDirected.Is(heading))];
        if (headings.Length > 0)
            text.Append("Section: ").AppendJoin(" > ", headings.Select(heading => heading.ReplaceLineEndings(" "))).Append('\n');
        if (chunk.Lead is { } lead && !ModelDirected.Is(lead.Text))
            text.Append(lead.Text.Trim()).Append('\n');
        int from = 0;
        foreach (ChunkBlock block in chunk.Blocks.Where(block => block.Kind == ChunkBlockKind.Code))
        {
            int start = Math.Clamp(block.Start - chunk.Start, from, chunk.Text.Length);
            int end = Math.Clamp(block.End - chunk.Start, start, chunk.Text.Length);
            AppendSpoken(text, passage, from, start);
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append("```").Append(block.Language).Append('\n');
            AppendSpoken(text, passage, start, end);
            text.Append("\n```");
            from = end;
        }

        AppendSpoken(text, passage, from, chunk.Text.Length);
        return InvisibleText.Remove(text.ToString().Trim());
    }

    // What a person is to read.
    private static void AppendSpoken(StringBuilder text, PassageText passage, int from, int to)
    {
        string whole = passage.Passage.Chunk.Text;
        for (int i = 0; i < passage.Units.Count; i++)
        {
            if (!passage.SpeaksToModel[i] || passage.Units[i].Span.End <= from || passage.Units[i].Span.Start >= to)
                continue;
            text.Append(whole.AsSpan(from, Math.Max(0, passage.Units[i].Span.Start - from)));
            from = Math.Min(to, Math.Max(from, passage.Units[i].Span.End));
        }

        text.Append(whole.AsSpan(from, to - from));
    }
}
