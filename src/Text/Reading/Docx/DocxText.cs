using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using RagCluster.Text.Linking;
using FormulaText = DocumentFormat.OpenXml.Math.Text;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace RagCluster.Text.Reading.Docx;

/// <summary>The text of Word's elements.</summary>
internal static class DocxText
{
    /// <summary>The text that shows: without deleted and moved-away runs, field codes and hidden text; formulas as their letters.</summary>
    internal static LinkedText Of(OpenXmlElement element, DocxLinks links)
    {
        LinkedTextBuilder text = new();
        Append(text, element, links, 0);
        return text.Take();
    }

    internal static UnreadableDocumentException TooDeep() => UnreadableDocumentException.Invalid("The Word document is nested too deeply.");

    internal static bool IsPageBreak(Break element) => element.Type is not null && element.Type == BreakValues.Page;

    /// <summary>Page ends within a paragraph: before its first text, and behind that.</summary>
    internal static (int AtStart, int Later) PageBreaks(Paragraph paragraph)
    {
        (int start, int later, bool seenText) = (0, 0, false);
        foreach (OpenXmlElement element in paragraph.Descendants())
        {
            if (element is WordText)
                seenText = true;

            // Word records the break that an author set once more as rendered, at the start of the next run.
            bool isBreak = element is LastRenderedPageBreak && !FollowsPageBreak(element) || element is Break set && IsPageBreak(set);
            if (!isBreak)
                continue;
            if (seenText)
                later++;
            else
                start++;
        }

        return (start, later);
    }

    private static bool FollowsPageBreak(OpenXmlElement rendered)
    {
        Run? run = rendered.Ancestors<Run>().FirstOrDefault();
        OpenXmlElement? before =
            run?.PreviousSibling<Run>() ?? run?.Ancestors<Paragraph>().FirstOrDefault()?.PreviousSibling<Paragraph>()?.LastChild;
        return before?.Descendants<Break>().Any(IsPageBreak) == true;
    }

    private static void Append(LinkedTextBuilder text, OpenXmlElement element, DocxLinks links, int depth)
    {
        if (depth > ReadingLimits.DepthMax)
            throw TooDeep();
        foreach (OpenXmlElement child in element.Elements())
        {
            switch (child)
            {
                case WordText run:
                    text.Text.Append(run.Text);
                    break;
                case FormulaText formula:
                    text.Text.Append(formula.Text);
                    break;
                case TabChar:
                    text.Text.Append('\t');
                    break;
                case NoBreakHyphen:
                    text.Text.Append('-');
                    break;
                case Break or CarriageReturn:
                    text.Text.Append(child is Break set && IsPageBreak(set) ? ' ' : '\n');
                    break;
                case DeletedRun
                or MoveFromRun
                or ParagraphProperties
                or RunProperties
                or FieldCode
                or DeletedText
                or AlternateContentFallback:
                    break;
                case Run { RunProperties.Vanish: { } vanish } when vanish.Val?.Value != false:
                    break;
                case Hyperlink link when text.TryOpen(links.Target(link)):
                    Append(text, link, links, depth + 1);
                    text.Close();
                    break;
                default:
                    Append(text, child, links, depth + 1);
                    if (child is Paragraph)
                        text.Text.Append('\n');
                    break;
            }
        }
    }
}
