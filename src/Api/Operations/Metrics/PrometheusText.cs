using System.Globalization;
using System.Text;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>Writes Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).</summary>
internal static class PrometheusText
{
    /// <summary>The content type of the format.</summary>
    internal const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes a metric with all its series; nothing when it has none.</summary>
    internal static void Write(StringBuilder text, MetricFamily family)
    {
        bool begun = false;
        foreach (MetricSeries series in family.Series)
        {
            if (!begun)
                Header(text, family.Definition);
            begun = true;
            if (series.Histogram is { } histogram)
                Histogram(text, family.Definition.Name, series.Labels, histogram.Snapshot());
            else
                Line(text, family.Definition.Name, series.Labels, series.Value);
        }
    }

    /// <summary>Writes what stands above the lines of a metric.</summary>
    internal static void Header(StringBuilder text, MetricDefinition metric)
    {
        text.Append("# HELP ").Append(metric.Name).Append(' ').Append(Escape(metric.Help)).Append('\n');
        text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Kind.ToString().ToLowerInvariant()).Append('\n');
    }

    /// <summary>Writes a histogram's lines: cumulated buckets, sum and count.</summary>
    internal static void Histogram(StringBuilder text, string name, string labels, HistogramSnapshot value)
    {
        string separator = labels.Length > 0 ? "," : "";
        long cumulated = 0;
        for (int i = 0; i < value.Counts.Length; i++)
        {
            cumulated += value.Counts[i];
            string bound = i < value.Bounds.Count ? Number(value.Bounds[i]) : "+Inf";
            Line(text, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", cumulated);
        }

        Line(text, name + "_sum", labels, value.Sum);
        Line(text, name + "_count", labels, cumulated);
    }

    /// <summary>Writes one line.</summary>
    internal static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>Labels as they are written, without braces.</summary>
    internal static string Labels(ReadOnlySpan<(string Name, string Value)> labels)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in labels)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(name).Append("=\"").Append(EscapeValue(value)).Append('"');
        }

        return text.ToString();
    }

    /// <summary>The value of a label as it is written between its quotation marks; itself where nothing is to be escaped.</summary>
    internal static string EscapeValue(string value) => Escape(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
}
