using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading.Pdf;

/// <summary>Leaves out running heads and feet: first and last lines of pages that recur but for their digits, and page numbers.</summary>
internal static partial class PdfFrame
{
    private const int PagesMin = 3;
    private const int LinesLookedAt = 2;

    internal static List<List<PdfLine>> Without(List<List<PdfLine>> pages)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (List<PdfLine> page in pages)
        {
            foreach (string? form in Edges(page).Select(i => Form(page[i])).Distinct(StringComparer.Ordinal))
                seen[form] = seen.GetValueOrDefault(form) + 1;
        }

        int enough = Math.Max(PagesMin, pages.Count / 2);
        List<List<PdfLine>> content = pages.ConvertAll(page =>
        {
            HashSet<int> edges = Edges(page)
                .Where(i => seen[Form(page[i])] >= enough || (i >= page.Count - 1 && PageNumber().IsMatch(page[i].Text)))
                .ToHashSet();
            return page.Where((_, i) => !edges.Contains(i)).ToList();
        });

        // Pages that are all alike (labels, cards) have no frame: they are the content.
        return content.TrueForAll(page => page.Count == 0) ? pages : content;
    }

    private static IEnumerable<int> Edges(List<PdfLine> page) =>
        Enumerable.Range(0, page.Count).Where(i => i < LinesLookedAt || i >= page.Count - LinesLookedAt);

    private static string Form(PdfLine line) => Digits().Replace(line.Text, "0");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A(?:page|seite)?[ –—-]*\d{1,4}(?: ?(?:/|of|von) ?\d{1,4})?[ –—-]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();
}
