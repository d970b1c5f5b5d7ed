using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Api.Settings;

namespace RagCluster.Api.Limits;

/// <summary>Registers the limits and puts their gates into the way of a request.</summary>
internal static class LimitServices
{
    /// <summary>Registers them.</summary>
    internal static void AddLimits(this IServiceCollection services)
    {
        services.AddChecked<RateLimitOptions>(RateLimitOptions.Section, options => options.Validate());
        services.AddSingleton<RateLimits>();
        services.AddChecked<BulkheadOptions>(BulkheadOptions.Section, options => options.Validate());
        services.AddSingleton<Bulkheads>();
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<ApiOptions>>(
                (forwarded, api) =>
                {
                    // Anybody may send these headers: they are believed of the proxies that the operator names, hop by hop.
                    forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                    forwarded.ForwardLimit = null;
                    forwarded.KnownProxies.Clear();
                    forwarded.KnownIPNetworks.Clear();
                    foreach (System.Net.IPNetwork proxy in api.Value.ProxyNetworks)
                        forwarded.KnownIPNetworks.Add(proxy);
                }
            );
    }

    /// <summary>Learns the client's address from the proxies that are named; where none is, the headers are not looked at.</summary>
    internal static void UseNamedProxies(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.ProxyNetworks.Length > 0)
            app.UseForwardedHeaders();
    }
}
