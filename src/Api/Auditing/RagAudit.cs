using Microsoft.Extensions.DependencyInjection;

namespace RagCluster.Api.Auditing;

/// <summary>Registers the service that writes the audit log.</summary>
public static class RagAudit
{
    /// <summary>
    /// Adds the service. To be called after the silo is added: hosted services stop in the reverse order, and this one calls a grain for
    /// what it has in hand.
    /// </summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddRagAudit(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
}
