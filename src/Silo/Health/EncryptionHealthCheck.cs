using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagCluster.Silo.Storage;

namespace RagCluster.Silo.Health;

/// <summary>
/// Whether everything that this node stores has the form of the settings, the database's unused pages included. Under way it is well; once
/// a try failed, which leaves something in its old form for longer, it is degraded.
/// </summary>
internal sealed class EncryptionHealthCheck(RewritingState state) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.IsLate ? HealthCheckResult.Degraded(state.Detail) : HealthCheckResult.Healthy(state.Detail));
}
