using System.Globalization;
using System.Text;

namespace RagCluster.Cli.Tracing;

/// <summary>Draws a trace: each span below the one around it, in the order of their beginnings.</summary>
internal static class TraceTree
{
    /// <summary>The lines of one trace.</summary>
    /// <param name="spans">Its spans.</param>
    internal static string Draw(IReadOnlyCollection<TraceSpan> spans)
    {
        StringBuilder text = new();
        HashSet<string> known = [.. spans.Select(span => span.Id)];
        ILookup<string, TraceSpan> children = spans
            .OrderBy(span => span.Start)
            .ToLookup(span => known.Contains(span.Parent) ? span.Parent : "");
        ulong began = spans.Min(span => span.Start);
        text.Append(
            CultureInfo.InvariantCulture,
            $"trace {spans.First().Trace}: {spans.Count} spans, {spans.Select(s => s.Process).Distinct().Count()} process(es)\n"
        );
        foreach (TraceSpan root in children[""])
        {
            Draw(text, root, children, "", began);
        }

        return text.ToString();
    }

    private static void Draw(StringBuilder text, TraceSpan span, ILookup<string, TraceSpan> children, string indent, ulong began)
    {
        double after = (span.Start - began) / 1e6;
        text.Append(
            CultureInfo.InvariantCulture,
            $"{indent}{span.Name}  {span.Took.TotalMilliseconds:F2} ms  +{after:F2} ms  [{span.Process}]\n"
        );
        foreach (TraceSpan child in children[span.Id])
        {
            Draw(text, child, children, indent + "  ", began);
        }
    }
}
