using System.Collections.Frozen;
using AngleSharp.Dom;

namespace RagCluster.Text.Reading;

/// <summary>Which elements a reader of the page does not see, or does not come for.</summary>
internal static class HtmlVisibility
{
    private static readonly FrozenSet<string> Unshown = Set(
        "script style noscript template svg math-ml iframe object embed canvas audio video head button select textarea datalist dialog map"
    );

    private static readonly FrozenSet<string> Frame = Set("nav footer aside header menu");
    private static readonly FrozenSet<string> FrameRoles = Set("navigation banner contentinfo complementary search menu menubar toolbar");
    private static readonly FrozenSet<string> Noise = Set("mw-editsection noprint sr-only visually-hidden mw-jump-link reference");

    /// <summary>Whether a browser would not show the element, by its name, its attributes or its inline style.</summary>
    internal static bool IsHidden(IElement element)
    {
        if (Unshown.Contains(element.LocalName) || element.HasAttribute("hidden"))
            return true;
        if (element.GetAttribute("aria-hidden") == "true")
            return true;
        if (element.GetAttribute("style") is { } style && HidesByStyle(style))
            return true;
        return element.ClassName is { Length: > 0 } names && names.Split(' ').Any(Noise.Contains);
    }

    /// <summary>Whether the element frames the content of the page: navigation, page header and footer, asides but notes.</summary>
    internal static bool IsFrame(IElement element)
    {
        if (element.LocalName == "aside" && HtmlNotes.IsNote(element, out _))
            return false;
        if (element.GetAttribute("role") is { } role && FrameRoles.Contains(role))
            return true;
        if (!Frame.Contains(element.LocalName))
            return false;
        return element.LocalName is not ("header" or "footer") || !StandsInArticle(element);
    }

    // The header of an article holds its title; that of the page the logo and the menu.
    private static bool StandsInArticle(IElement element)
    {
        for (IElement? at = element.ParentElement; at is not null; at = at.ParentElement)
        {
            if (at.LocalName is "article" or "main" or "section")
                return true;
        }

        return false;
    }

    private static bool HidesByStyle(string style)
    {
        string plain = string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return plain.Contains("display:none", StringComparison.Ordinal)
            || plain.Contains("visibility:hidden", StringComparison.Ordinal)
            || plain.Contains("font-size:0;", StringComparison.Ordinal)
            || plain.EndsWith("font-size:0", StringComparison.Ordinal)
            || plain.Contains("opacity:0;", StringComparison.Ordinal)
            || plain.EndsWith("opacity:0", StringComparison.Ordinal);
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
