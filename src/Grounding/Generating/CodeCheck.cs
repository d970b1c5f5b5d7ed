using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Checks a block of code that a model wrote against the passages: one of them holds each of its lines, in this order and but for white
/// space. Code is no prose that could be paraphrased: a line of its own may do anything.
/// </summary>
internal static class CodeCheck
{
    /// <summary>
    /// The passage that holds the block, and the span of its text from the first of the lines to the last; null when none holds it all.
    /// </summary>
    /// <param name="code">The lines.</param>
    /// <param name="passages">The passages, the likeliest first.</param>
    internal static (PassageText Passage, TextSpan Span)? Find(string code, IEnumerable<PassageText> passages)
    {
        // A closing brace or an ellipsis of its own ends an excerpt and says nothing.
        string[] lines = [.. code.Split('\n').Select(Bare).Where(line => line.Any(char.IsLetterOrDigit))];
        if (lines.Length == 0)
            return null;
        foreach (PassageText passage in passages)
        {
            if (Find(lines, passage.Passage.Chunk.Text) is { } span && !passage.HoldsModelDirected(span))
                return (passage, span);
        }

        return null;
    }

    private static TextSpan? Find(string[] lines, string text)
    {
        int first = -1;
        int next = 0;
        for (int start = 0; start < text.Length && next < lines.Length; )
        {
            int newline = text.IndexOf('\n', start);
            int end = newline < 0 ? text.Length : newline;
            string line = Bare(text[start..end]);
            if (line == lines[next])
            {
                if (next++ == 0)
                    first = start;
                if (next == lines.Length)
                    return new TextSpan(first, end).Trim(text);
            }
            else if (next > 0 && line == lines[0])
            {
                // Another beginning: "using Marten;" may stand above several blocks, and the nearest one is quoted.
                first = start;
                next = 1;
            }

            start = end + 1;
        }

        return null;
    }

    private static string Bare(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
