using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagCluster.Text.Reading.Docx;

/// <summary>Where the links of a part of a Word document lead: the part names its targets once, its text refers to them.</summary>
internal sealed class DocxLinks(OpenXmlPart part)
{
    private readonly Dictionary<string, string> _targets = part
        .HyperlinkRelationships.GroupBy(relationship => relationship.Id)
        .ToDictionary(same => same.Key, same => same.First().Uri.OriginalString);

    /// <summary>The target of a link; null where the document does not have it.</summary>
    internal string? Target(Hyperlink link)
    {
        string anchor = link.Anchor?.Value is { Length: > 0 } name ? $"#{name}" : "";
        if (link.Id?.Value is not { } id)
            return anchor;
        return _targets.TryGetValue(id, out string? target) ? target + anchor : null;
    }
}
