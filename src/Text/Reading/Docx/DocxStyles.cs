using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagCluster.Text.Reading.Docx;

/// <summary>What a paragraph's style says about it, through the styles that it is based on.</summary>
internal sealed class DocxStyles
{
    private const int ChainMax = 20;
    private const int LevelMax = 6;
    private const string HeadingName = "heading ";

    private readonly Dictionary<string, Style> _styles = new(StringComparer.OrdinalIgnoreCase);

    internal DocxStyles(MainDocumentPart main)
    {
        foreach (Style style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id)
                _styles.TryAdd(id, style);
        }
    }

    /// <summary>1 to 6 for a heading, otherwise 0; a title counts as the first level.</summary>
    internal int HeadingLevel(Paragraph paragraph)
    {
        ParagraphProperties? properties = paragraph.ParagraphProperties;
        if (properties?.OutlineLevel?.Val?.Value is int own)
            return Level(own);
        foreach (Style style in Chain(paragraph))
        {
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is int level)
                return Level(level);
            string name = style.StyleName?.Val?.Value ?? string.Empty;
            if (name.Equals("Title", StringComparison.OrdinalIgnoreCase))
                return 1;
            if (
                name.StartsWith(HeadingName, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(name.AsSpan(HeadingName.Length), out int number)
            )
                return Math.Clamp(number, 1, LevelMax);
        }

        return 0;
    }

    internal bool IsTitle(Paragraph paragraph) => IsNamed(paragraph, "Title");

    internal bool IsQuote(Paragraph paragraph) => IsNamed(paragraph, "Quote") || IsNamed(paragraph, "Intense Quote");

    internal bool IsCaption(Paragraph paragraph) => IsNamed(paragraph, "caption");

    /// <summary>The paragraph's own numbering, otherwise the one that its style brings.</summary>
    internal NumberingProperties? Numbering(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.NumberingProperties
        ?? Chain(paragraph).Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(n => n is not null);

    private bool IsNamed(Paragraph paragraph, string name) =>
        Chain(paragraph).Any(style => name.Equals(style.StyleName?.Val?.Value, StringComparison.OrdinalIgnoreCase));

    // Level 9 of Word's ten (0 to 9) means body text.
    private static int Level(int outline) => outline is >= 0 and < 9 ? Math.Min(outline + 1, LevelMax) : 0;

    private IEnumerable<Style> Chain(Paragraph paragraph)
    {
        string? id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (int i = 0; i < ChainMax && id is not null && _styles.TryGetValue(id, out Style? style); i++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }
}
