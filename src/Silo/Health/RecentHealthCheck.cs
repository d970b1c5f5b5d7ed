using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagCluster.Caching.Recent;

namespace RagCluster.Silo.Health;

/// <summary>
/// A check that has to wait for something, the store or the disk. Whoever probes seldom gets the state of this moment; whoever probes all
/// the time gets one of the last seconds, and takes nothing that searches wait for.
/// </summary>
/// <param name="inner">The check. It tells a failure as a result.</param>
/// <param name="time">The clock.</param>
internal sealed class RecentHealthCheck(IHealthCheck inner, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsableFor = TimeSpan.FromSeconds(3);

    private readonly RecentValue<HealthCheckResult> _result = new(
        () => inner.CheckHealthAsync(new HealthCheckContext(), CancellationToken.None),
        FreshFor,
        UsableFor,
        time
    );

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        _result.GetAsync(cancellationToken);
}
