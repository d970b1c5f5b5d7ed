using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Admission;

/// <summary>How often the limit on bodies in memory bit.</summary>
internal static class UploadMeter
{
    /// <summary>There was room at once.</summary>
    internal const string Admitted = "admitted";

    /// <summary>There was room after a while.</summary>
    internal const string Waited = "waited";

    /// <summary>There was none in time.</summary>
    internal const string Refused = "refused";

    private static readonly Meter Meter = new("RagCluster.Api");
    private static readonly Counter<long> Admissions = MetricList.UploadAdmissions.Counter(Meter);

    /// <summary>Shows the outcomes that have not happened yet.</summary>
    internal static void Begin()
    {
        foreach (string outcome in (string[])[Admitted, Waited, Refused])
            Admissions.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Counts an outcome.</summary>
    internal static void Admit(string outcome) => Admissions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
