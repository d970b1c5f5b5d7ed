using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RagCluster.Api.Operations;

/// <summary>
/// Which chat model writes answers, and whether it is left alone after failures. Answers are quoted without one, so that a node is ready in
/// any case.
/// </summary>
internal sealed class ChatHealthCheck(WritingModel? model = null) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            model is null ? HealthCheckResult.Healthy("No chat model: answers are quoted from the documents.")
            : model.RestsFor() is { } rest
                ? HealthCheckResult.Degraded(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{model.Model} failed several times and is left alone for {rest.TotalSeconds:F0} s; answers are quoted meanwhile."
                    )
                )
            : HealthCheckResult.Healthy($"{model.Model} writes answers.")
        );
}
