using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace RagCluster.Text.Reading;

/// <summary>
/// Notes that are set apart from a page's text, as Sphinx, MkDocs, GitHub, VitePress, Docusaurus and Starlight write them: a class or role
/// says what they are.
/// </summary>
internal static partial class HtmlNotes
{
    private static readonly string[] Marks = ["admonition", "callout", "alert", "custom-block"];

    private static readonly string[] TitleClasses =
    [
        "admonition-title",
        "admonition-heading",
        "admonitionHeading",
        "custom-block-title",
        "markdown-alert-title",
        "callout-title",
    ];

    /// <summary>Whether an element is a note.</summary>
    /// <param name="element">The element.</param>
    /// <param name="label">What it is called; null where it does not say so itself.</param>
    internal static bool IsNote(IElement element, out string? label)
    {
        label = null;
        if (element.ClassName is null && element.GetAttribute("role") is null)
            return false;
        string said = $"{element.ClassName} {element.GetAttribute("role")}";
        bool isMarked = Array.Exists(Marks, mark => said.Contains(mark, StringComparison.Ordinal));
        if (!isMarked && element.LocalName != "aside")
            return false;
        // "alert" is what many of them are; "alert-danger" says more.
        string? kind = Word()
            .Matches(said)
            .Select(word => NoteLabels.Of(word.Value))
            .Where(known => known is not null)
            .OrderBy(known => known == "Alert")
            .FirstOrDefault();
        if (element.LocalName == "aside" ? !isMarked && kind is null : kind is null or "Alert")
            return false;
        // Starlight hides the title from readers of the screen and names the element by it.
        label = kind is not null && element.GetAttribute("aria-label") is { } title ? NoteLabels.Of(kind, title) : kind;
        return true;
    }

    /// <summary>Whether an element is the title of a note.</summary>
    internal static bool IsTitle(IElement element) =>
        element.ClassName is { } names && Array.Exists(TitleClasses, title => names.Contains(title, StringComparison.Ordinal));

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
