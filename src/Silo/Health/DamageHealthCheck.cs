using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagCluster.Corpus.Damage;

namespace RagCluster.Silo.Health;

/// <summary>
/// Whether anything that is stored is damaged. What is left answers, so it is degraded, not dead; and it is healthy again when everything
/// was set right or made again. That there was damage the counter <c>rag_shard_damage_total</c> goes on saying: a disk that has changed one
/// bit will change another.
/// </summary>
internal sealed class DamageHealthCheck(DamageLedger damage) : IHealthCheck
{
    private const int ShownMax = 10;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        int repaired = damage.Findings.Count(finding => finding.IsRepaired);
        string? counts = damage.Count > 0 ? $"{damage.Count} damages of stored data were found, {repaired} of them repaired." : null;
        if (damage.IsWhole)
            return Task.FromResult(HealthCheckResult.Healthy(counts));
        string[] found = damage.Describe();
        string more = found.Length > ShownMax ? $" And {found.Length - ShownMax} more; 'rag doctor' lists them." : "";
        string making = damage.Remaking is { Count: > 0 and int count } ? $" {count} documents are being indexed again." : "";
        return Task.FromResult(HealthCheckResult.Degraded($"{counts}{making} {string.Join(' ', found.Take(ShownMax))}{more}".Trim()));
    }
}
