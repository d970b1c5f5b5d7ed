using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RagCluster.Backup;
using RagCluster.Backup.Shipping;

namespace RagCluster.Silo.Health;

/// <summary>
/// Whether changes reach the places for backups, where they are shipped. While they don't, questions are answered, and writes are refused
/// or would be lost with the store: the node is degraded.
/// </summary>
internal sealed class LogShippingHealthCheck(LogShippingCondition condition, IOptions<BackupOptions> options) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            condition.Failure is { } failure
                ? HealthCheckResult.Degraded(
                    options.Value.LogShipping == LogShipping.Acknowledged
                        ? $"{failure} Writes get 503 until it can be shipped; questions work."
                        : $"{failure} What was written since would be lost with the store."
                )
                : HealthCheckResult.Healthy()
        );
}
