using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>
/// The names of the framework's instruments in Prometheus: "OpenTelemetry to Prometheus" in the specification of OpenTelemetry
/// (compatibility/prometheus_and_openmetrics.md): underscores for dots, the unit spelt out as a suffix, <c>_total</c> on counters.
/// </summary>
internal static class PrometheusNames
{
    // "_count" belongs to histograms (promtool refuses it elsewhere), and the framework calls two values counters that also fall.
    private static readonly FrozenDictionary<string, string> Gauges = new Dictionary<string, string>
    {
        ["dotnet.assembly.count"] = "dotnet_assemblies",
        ["dotnet.process.cpu.count"] = "dotnet_process_cpus",
        ["dotnet.timer.count"] = "dotnet_timers",
        ["dotnet.thread_pool.thread.count"] = "dotnet_thread_pool_threads",
        ["dotnet.thread_pool.queue.length"] = "dotnet_thread_pool_queue_length",
    }.ToFrozenDictionary();

    /// <summary>The name of an instrument's metric.</summary>
    internal static string Metric(Instrument instrument, MetricKind kind)
    {
        if (instrument.Name.StartsWith("rag_", StringComparison.Ordinal))
            return instrument.Name;
        if (Gauges.TryGetValue(instrument.Name, out string? chosen))
            return chosen;
        string name = Label(instrument.Name);
        string unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "1" when kind == MetricKind.Gauge => "_ratio",
            _ => "",
        };
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>The name of a label.</summary>
    internal static string Label(string name)
    {
        char[] label = new char[name.Length + 1];
        return TryWriteLabel(name, label, out int written) ? new string(label, 0, written) : name;
    }

    /// <summary>Writes the name of a label; false when there is too little room.</summary>
    internal static bool TryWriteLabel(ReadOnlySpan<char> name, Span<char> to, out int written)
    {
        bool beginsWithDigit = name.Length > 0 && char.IsAsciiDigit(name[0]);
        written = name.Length + (beginsWithDigit ? 1 : 0);
        if (written > to.Length)
            return false;
        if (beginsWithDigit)
            to[0] = '_';
        for (int i = 0, at = written - name.Length; i < name.Length; i++, at++)
        {
            to[at] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
        }

        return true;
    }

    /// <summary>Whether a measurement replaces the one before; otherwise it is added.</summary>
    internal static bool IsSet(Instrument instrument) =>
        instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);

    /// <summary>How the values of an instrument move.</summary>
    internal static MetricKind Kind(Instrument instrument)
    {
        string type = instrument.GetType().Name;
        return type switch
        {
            _ when Gauges.ContainsKey(instrument.Name) => MetricKind.Gauge,
            _ when type.StartsWith("Histogram", StringComparison.Ordinal) => MetricKind.Histogram,
            _ when type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) =>
                MetricKind.Counter,
            _ => MetricKind.Gauge,
        };
    }
}
