using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagCluster.Text.Reading.Docx;

/// <summary>
/// The names, places and dates that Word 2003 and 2007 marked as smart tags. The SDK knows neither these nor what they hold, so their
/// content takes their place, each part in a <see cref="CustomXmlRun"/>, which may hold the same.
/// </summary>
internal static class DocxSmartTags
{
    /// <summary>Replaces the smart tags within an element by what they hold.</summary>
    /// <exception cref="UnreadableDocumentException">They are nested too deeply.</exception>
    internal static void Replace(OpenXmlElement root) => Replace(root, 0);

    private static void Replace(OpenXmlElement root, int depth)
    {
        OpenXmlElement[] holders =
        [
            .. root.Descendants<OpenXmlUnknownElement>()
                .Where(IsSmartTag)
                .Select(tag => tag.Parent!)
                .Where(holder => holder is not OpenXmlUnknownElement)
                .Distinct(),
        ];
        foreach (OpenXmlElement holder in holders)
        {
            // All children anew: to replace one the SDK goes through those before it.
            OpenXmlElement[] children = [.. holder.Elements()];
            holder.RemoveAllChildren();
            holder.Append(children.SelectMany(child => Content(child, depth)));
        }
    }

    private static IEnumerable<OpenXmlElement> Content(OpenXmlElement element, int depth)
    {
        if (depth > ReadingLimits.DepthMax)
            throw DocxText.TooDeep();
        if (IsSmartTag(element))
            return element.Elements().SelectMany(child => Content(child, depth + 1));
        return [element is OpenXmlUnknownElement ? Known(element, depth + 1) : element];
    }

    private static CustomXmlRun Known(OpenXmlElement element, int depth)
    {
        CustomXmlRun run = new() { InnerXml = element.OuterXml };
        Replace(run, depth);
        return run;
    }

    private static bool IsSmartTag(OpenXmlElement element) => element.LocalName == "smartTag";
}
