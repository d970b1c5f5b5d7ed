using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace RagCluster.Api.Operations;

/// <summary>
/// Asks each check on the thread that answers the probe. .NET's own service gives every check to the pool of threads, where each of them,
/// and the answer behind them, waits its turn behind what searches have begun.
/// </summary>
/// <param name="services">Makes the checks.</param>
/// <param name="options">The checks.</param>
internal sealed class DirectHealthChecks(IServiceProvider services, IOptions<HealthCheckServiceOptions> options) : HealthCheckService
{
    private readonly (HealthCheckRegistration Registration, IHealthCheck Check)[] _checks =
    [
        .. options.Value.Registrations.Select(registration => (registration, registration.Factory(services))),
    ];

    /// <inheritdoc/>
    public override async Task<HealthReport> CheckHealthAsync(
        Func<HealthCheckRegistration, bool>? predicate,
        CancellationToken cancellationToken = default
    )
    {
        long began = Stopwatch.GetTimestamp();
        // Begun together: several that have to wait wait at the same time.
        (string Name, Task<HealthReportEntry> Entry)[] asked =
        [
            .. _checks
                .Where(one => predicate?.Invoke(one.Registration) != false)
                .Select(one => (one.Registration.Name, AskAsync(one.Registration, one.Check, cancellationToken))),
        ];
        Dictionary<string, HealthReportEntry> entries = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Task<HealthReportEntry> entry) in asked)
            entries[name] = await entry;
        return new HealthReport(entries, Stopwatch.GetElapsedTime(began));
    }

    private static async Task<HealthReportEntry> AskAsync(
        HealthCheckRegistration registration,
        IHealthCheck check,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        HealthCheckResult result;
        try
        {
            result = await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            result = new HealthCheckResult(registration.FailureStatus, error.Message, error);
        }

        return new HealthReportEntry(
            result.Status,
            result.Description,
            Stopwatch.GetElapsedTime(began),
            result.Exception,
            result.Data,
            registration.Tags
        );
    }
}
