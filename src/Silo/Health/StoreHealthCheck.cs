using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;

namespace RagCluster.Silo.Health;

/// <summary>
/// Whether the store answers reads. A store that refuses writes after an I/O error still serves answers, so it is degraded, not dead.
/// </summary>
internal sealed class StoreHealthCheck(IDocumentStore store) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.ListCollectionsAsync(CollectionId.DefaultTenant, cancellationToken);
        }
        catch (RagException error)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", error);
        }

        return store.SealedReason is { } reason
            ? HealthCheckResult.Degraded($"The store takes no writes: {reason}")
            : HealthCheckResult.Healthy();
    }
}
