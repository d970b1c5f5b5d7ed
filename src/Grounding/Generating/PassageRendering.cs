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
            text.Append(passage.WithoutModelDirected(from, start));
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append("```").Append(block.Language).Append('\n');
            text.Append(passage.WithoutModelDirected(start, end));
            text.Append("\n```");
            from = end;
        }

        text.Append(passage.WithoutModelDirected(from, chunk.Text.Length));
        return InvisibleText.Remove(text.ToString().Trim());
    }
}
