using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace RagCluster.Text.Reading;

/// <summary>HTML: the main content as blocks, without navigation, scripts and whatever a browser would not show.</summary>
internal static class HtmlReader
{
    // A main element that holds less than this share of the page's text is not where the content is.
    private const double MainShareMin = 0.2;

    internal static ExtractedDocument Read(string text, string name, CancellationToken ct)
    {
        IDocument document = Parse(text, ct);
        string? title = document.Title;
        IHtmlElement body = document.Body ?? throw DocumentBuilder.HoldsNoText();
        IElement main = MainElement(body);
        DocumentBuilder builder = new(DocumentFormat.Html);
        HtmlBlocks.Add(builder, main, keepsFrame: false, ct);
        if (builder.IsEmpty)
            HtmlBlocks.Add(builder, body, keepsFrame: true, ct);
        return builder.Build(title, name);
    }

    internal static IDocument Parse(string text, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        HtmlNesting.Check(text);
        return new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(text);
    }

    private static IElement MainElement(IElement body)
    {
        List<IElement> candidates = HtmlTree.Elements(body).Where(IsMain).Take(2).ToList();
        if (candidates.Count == 0)
            candidates = HtmlTree.Elements(body).Where(e => e.LocalName == "article").Take(2).ToList();
        if (candidates.Count == 0)
            return body;

        // Of several articles none is the main one; of several main elements a browser shows one, the first.
        if (candidates.Count > 1 && candidates[0].LocalName == "article")
            return body;
        IElement main = candidates[0];
        return HtmlTree.TextLength(main) >= HtmlTree.TextLength(body) * MainShareMin ? main : body;
    }

    private static bool IsMain(IElement element) => element.LocalName == "main" || element.GetAttribute("role") == "main";
}
