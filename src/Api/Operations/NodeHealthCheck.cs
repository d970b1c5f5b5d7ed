using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RagCluster.Api.Operations;

/// <summary>Whether this node takes requests: it has joined and is not draining.</summary>
internal sealed class NodeHealthCheck(NodeState state) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            state.Phase switch
            {
                NodePhase.Active => HealthCheckResult.Healthy(),
                NodePhase.Joining => HealthCheckResult.Unhealthy("The silo has not joined the cluster yet."),
                _ => HealthCheckResult.Unhealthy("The node is draining: it finishes its requests and then stops."),
            }
        );
}
