using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Splits a document at its headings and keeps the path to each.</summary>
internal static class SectionSplitting
{
    internal static IEnumerable<Section> Split(ExtractedDocument document, UnitCutter cutter)
    {
        List<(int Level, string Text)> path = new();
        Section section = new(0, null, []);
        foreach (TextBlock block in Complete(document))
        {
            if (block.Kind == BlockKind.Heading)
            {
                if (section.Units.Count > 0)
                    yield return section;
                section = Open(document, block, path);
            }

            foreach (TextUnit unit in cutter.Cut(block))
                section.Add(unit);
        }

        if (section.Units.Count > 0)
            yield return section;
    }

    private static Section Open(ExtractedDocument document, TextBlock heading, List<(int Level, string Text)> path)
    {
        path.RemoveAll(h => h.Level >= heading.HeadingLevel);
        ReadOnlySpan<char> whole = document.Text.AsSpan(heading.Start, heading.End - heading.Start).Trim();
        bool isTitle = whole.Equals(document.Title, StringComparison.OrdinalIgnoreCase);
        string text = HeadingPaths.Heading(whole);
        Section section = new(heading.HeadingLevel, isTitle ? null : text, HeadingPaths.Fit([.. path.Select(h => h.Text)]));
        if (!isTitle)
            path.Add((heading.HeadingLevel, text));
        return section;
    }

    // Text that no block covers is read as a paragraph: nothing that can be read may be missing from the index.
    private static IEnumerable<TextBlock> Complete(ExtractedDocument document)
    {
        int end = 0;
        foreach (TextBlock block in document.Blocks)
        {
            if (block.Start > end)
                yield return new TextBlock(BlockKind.Paragraph, end, block.Start, 0);
            yield return block;
            end = block.End;
        }

        if (end < document.Text.Length)
            yield return new TextBlock(BlockKind.Paragraph, end, document.Text.Length, 0);
    }
}
