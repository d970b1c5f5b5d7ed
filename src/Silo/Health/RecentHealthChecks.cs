using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RagCluster.Silo.Health;

/// <summary>Registers checks that have to wait for something.</summary>
internal static class RecentHealthChecks
{
    /// <summary>Adds a check of readiness that is not asked more than once a second.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="name">Its name.</param>
    /// <param name="make">Makes it.</param>
    internal static IHealthChecksBuilder AddRecent(
        this IHealthChecksBuilder checks,
        string name,
        Func<IServiceProvider, IHealthCheck> make
    ) =>
        checks.Add(
            new HealthCheckRegistration(
                name,
                provider => new RecentHealthCheck(make(provider), provider.GetRequiredService<TimeProvider>()),
                null,
                ["ready"]
            )
        );
}
