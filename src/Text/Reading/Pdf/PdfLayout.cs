using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading.Pdf;

/// <summary>
/// Guesses a PDF's structure from the places and sizes of its lines: larger type is a heading, a wider gap or a bullet a new
/// block, lines of far-apart parts are rows of a table.
/// </summary>
internal sealed partial class PdfLayout
{
    // As shares of the size of the body text or of its usual line distance.
    private const double HeadingSizeMin = 1.14;
    private const double SameSize = 0.07;
    private const double ParagraphGap = 1.32;
    private const double IndentMin = 1.0;
    private const int HeadingLengthMax = 160;
    private const int HeadingLevelMax = 6;
    private const string SentenceEnds = ".!?:。\"”)";

    private readonly DocumentBuilder _builder = new(DocumentFormat.Pdf);
    private readonly double _bodySize;
    private readonly double _lineGap;
    private readonly List<double> _headingSizes;

    private PdfLayout(List<List<PdfLine>> pages)
    {
        List<PdfLine> lines = pages.SelectMany(p => p).ToList();
        _bodySize = lines.Count == 0 ? 0 : lines.GroupBy(l => Math.Round(l.Size * 2) / 2).MaxBy(g => g.Sum(l => l.Text.Length))!.Key;
        _lineGap = UsualGap(pages);
        _headingSizes = lines
            .Where(l => IsHeadingSize(l) && IsHeadingText(l.Text))
            .Select(l => Math.Round(l.Size))
            .Distinct()
            .OrderDescending()
            .ToList();
    }

    internal static ExtractedDocument Read(PdfOutput pdf, string name)
    {
        List<List<PdfLine>> pages = pdf.Pages.Select(page => page.SelectMany(PdfLines.Of).Where(l => l.Text.Length > 0).ToList()).ToList();
        if (pages.TrueForAll(p => p.Count == 0))
            throw UnreadableDocumentException.Invalid("The PDF holds no text: scanned pages need OCR before they can be read.");
        pages = PdfFrame.Without(pages);
        PdfLayout layout = new(pages);
        for (int i = 0; i < pages.Count; i++)
        {
            layout._builder.StartPage(i + 1);
            layout.AddPage(pages[i]);
        }

        return layout._builder.Build(IsTitle(pdf.Title) ? pdf.Title : null, name);
    }

    // Programs put file names and "Microsoft Word - x.doc" into the title.
    private static bool IsTitle(string title) => title.Length > 0 && !NoTitle().IsMatch(title);

    private void AddPage(List<PdfLine> lines)
    {
        double margin = lines.Count == 0 ? 0 : lines.Min(l => l.Left);
        for (int first = 0; first < lines.Count; )
        {
            int end = first + 1;
            while (end < lines.Count && Continues(lines, first, end, margin))
                end++;
            AddBlock(lines.GetRange(first, end - first));
            first = end;
        }
    }

    /// <summary>Whether line <paramref name="at"/> belongs to the block that began at <paramref name="first"/>.</summary>
    private bool Continues(List<PdfLine> lines, int first, int at, double margin)
    {
        (PdfLine? before, PdfLine? line) = (lines[at - 1], lines[at]);
        if (Math.Abs(before.Size - line.Size) > _bodySize * SameSize)
            return false;
        double gap = before.Baseline - line.Baseline;
        bool isHeading = IsHeadingSize(line);
        if (gap <= 0 || gap > Math.Max(_lineGap, line.Size * 1.15) * (isHeading ? 1.4 : ParagraphGap))
            return IsTableRow(before) && IsTableRow(line) && gap > 0 && gap < _lineGap * 2.5;
        if (IsTableRow(lines[first]) && !IsTableRow(line))
            return WrapsCell(lines[first], before, line);
        if (!IsTableRow(lines[first]) && IsTableRow(line))
            return false;
        if (IsTableRow(line))
            return true;
        if (ItemMark().IsMatch(line.Text))
            return false;
        bool isIndented = line.Left > before.Left + line.Size * IndentMin && before.Left <= margin + line.Size * IndentMin;
        return !isIndented || !SentenceEnds.Contains(before.Text[^1]) || ItemMark().IsMatch(lines[first].Text);
    }

    // The second line of a cell other than the first one of its row.
    private static bool WrapsCell(PdfLine first, PdfLine before, PdfLine line) =>
        line.Left > first.Left + line.Size * 2 && line.Right <= Math.Max(first.Right, before.Right) + line.Size * 4;

    private static bool IsTableRow(PdfLine line) => line.CellCount > 1;

    private void AddBlock(List<PdfLine> lines)
    {
        if (IsTableRow(lines[0]))
        {
            // One line of several parts alone (a letterhead, a formula with its number) is no table.
            string rows = string.Concat(
                lines.Select(
                    (l, i) =>
                        (
                            i == 0 ? string.Empty
                            : IsTableRow(l) ? "\n"
                            : " "
                        ) + l.Text
                )
            );
            _builder.Add(lines.Count(IsTableRow) > 1 ? BlockKind.Table : BlockKind.Paragraph, rows);
            return;
        }

        string text = Joined(lines);
        if (IsHeadingSize(lines[0]) && IsHeadingText(text))
        {
            _builder.Add(BlockKind.Heading, text, Math.Min(HeadingLevelMax, _headingSizes.IndexOf(Math.Round(lines[0].Size)) + 1));
            return;
        }

        int level = lines.Count == 1 ? NumberedLevel(text) : 0;
        if (level > 0)
            _builder.Add(BlockKind.Heading, text, Math.Min(HeadingLevelMax, _headingSizes.Count + level));
        else if (ItemMark().IsMatch(text))
            _builder.Add(BlockKind.ListItem, text, tight: true);
        else
            _builder.Add(BlockKind.Paragraph, text);
    }

    private bool IsHeadingSize(PdfLine line) => line.Size >= _bodySize * HeadingSizeMin && !IsTableRow(line);

    private static bool IsHeadingText(string text) => text.Length <= HeadingLengthMax && text.Count(char.IsLetter) >= 2;

    private static int NumberedLevel(string text)
    {
        Match match = Numbered().Match(text);
        return match.Success && text.Length <= 80 && !".;,:".Contains(text[^1])
            ? match.Groups["number"].Value.Trim('.').Count(c => c == '.')
            : 0;
    }

    /// <summary>Joins the lines of a paragraph and mends words that were divided at line ends.</summary>
    private static string Joined(List<PdfLine> lines)
    {
        StringBuilder text = new(lines[0].Text);
        foreach (PdfLine? line in lines.Skip(1))
        {
            if (text[^1] is '-' or '\u00AD' or '\u2010' && text.Length > 1 && char.IsLetter(text[^2]) && char.IsLower(line.Text[0]))
                text.Length--;
            else if (!IsWide(text[^1]) || !IsWide(line.Text[0]))
                text.Append(' ');
            text.Append(line.Text);
        }

        return text.ToString();
    }

    // Chinese and Japanese have no spaces between words, so none between lines.
    private static bool IsWide(char c) => c is >= '\u3000' and <= '\u9FFF' or >= '\uFF00' and <= '\uFFEF';

    private static double UsualGap(List<List<PdfLine>> pages)
    {
        List<double> gaps = pages
            .SelectMany(page => page.Zip(page.Skip(1), (a, b) => Math.Round((a.Baseline - b.Baseline) * 2) / 2))
            .Where(g => g > 2)
            .ToList();
        return gaps.Count == 0 ? 0 : gaps.GroupBy(g => g).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
    }

    [GeneratedRegex(@"\A(?:[•‣◦▪■●○–*·] ?|- |\(?\d{1,2}[.)] |\(?[a-z]\) )")]
    private static partial Regex ItemMark();

    [GeneratedRegex(@"\A(?<number>\d{1,2}(?:\.\d{1,2})+\.?) +\p{Lu}")]
    private static partial Regex Numbered();

    [GeneratedRegex(
        @"\A(?:untitled.*|\(?anonymous\)?|\(?unspecified\)?|microsoft .* - .*|.*\.(?:docx?|pdf|tex|dvi|indd|odt|qxd|pptx?|xlsx?))\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NoTitle();
}
