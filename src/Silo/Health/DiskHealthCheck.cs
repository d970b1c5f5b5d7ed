using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;
using RagCluster.Storage.Files;

namespace RagCluster.Silo.Health;

/// <summary>
/// Whether the disk has room. On a full one questions are still answered and documents still deleted, so the node is degraded, not dead.
/// </summary>
/// <param name="store">The store, which may know what it can use again.</param>
/// <param name="dataFolder">The folder of this node's own files.</param>
/// <param name="shareMax">From which share of the disk on nothing new is taken.</param>
internal sealed class DiskHealthCheck(IDocumentStore store, string dataFolder, double shareMax) : IHealthCheck
{
    private const double BytesPerMebibyte = 1 << 20;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            DiskUsage usage = await store.MeasureDiskAsync(cancellationToken) ?? DiskUsage.Of(dataFolder);
            string detail = string.Create(
                CultureInfo.InvariantCulture,
                $"The disk of the data folder is {100 * usage.Share:0.0} % full, {usage.FreeBytes / BytesPerMebibyte:N0} MiB are free."
            );
            return usage.Share < shareMax
                ? HealthCheckResult.Healthy(detail)
                : HealthCheckResult.Degraded(
                    $"{detail} Uploads get 507; deletions and questions work. Free some space or enlarge the disk."
                );
        }
        catch (Exception error) when (error is RagException or IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Degraded("The disk of the data folder can't be measured.", error);
        }
    }
}
