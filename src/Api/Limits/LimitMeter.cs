using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Limits;

/// <summary>Counts the requests that a limit or a bulkhead refused.</summary>
internal static class LimitMeter
{
    private static readonly Meter Meter = new("RagCluster.Api.Limits");
    private static readonly Counter<long> Refusals = MetricList.RateLimited.Counter(Meter);

    /// <summary>Shows the limits that have refused nothing yet.</summary>
    internal static void Begin()
    {
        foreach (string policy in (string[])[RateLimits.Key, RateLimits.Tenant, RateLimits.Address, RateLimits.SignIn, .. Bulkheads.Names])
            Refusals.Add(0, new KeyValuePair<string, object?>("policy", policy));
    }

    /// <summary>Counts a refusal.</summary>
    internal static void Refuse(string policy) => Refusals.Add(1, new KeyValuePair<string, object?>("policy", policy));
}
