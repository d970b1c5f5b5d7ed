using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Api.Settings;

namespace RagCluster.Api.Admission;

/// <summary>
/// The origins of <see cref="CorsSettings"/>: their pages may ask the interface and read its answers (Fetch standard, CORS). They send a
/// key of their own; the cookie of a person who has signed in goes with no other site's request.
/// </summary>
internal sealed class KnownOrigins(IOptions<CorsSettings> options)
{
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromMinutes(10);
    private static readonly string[] Interfaces = ["/api", "/v1", "/mcp"];

    // What a page may read beside the body.
    private static readonly string[] Exposed = ["ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"];
    private readonly FrozenSet<string> _names = options.Value.Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers them.</summary>
    internal static void Add(IServiceCollection services)
    {
        services.AddChecked<CorsSettings>(CorsSettings.Section, options => options.Validate());
        services.AddSingleton<KnownOrigins>();
        services.AddCors();
    }

    /// <summary>Has the framework answer what browsers ask before they send, and name the origin in answers.</summary>
    internal static void Use(WebApplication app)
    {
        KnownOrigins known = app.Services.GetRequiredService<KnownOrigins>();
        if (known._names.Count == 0)
            return;
        app.UseWhen(
            context => IsInterface(context.Request.Path),
            branch =>
                branch.UseCors(policy =>
                    policy
                        .WithOrigins([.. known._names])
                        .AllowAnyHeader()
                        .AllowAnyMethod()
                        .WithExposedHeaders(Exposed)
                        .SetPreflightMaxAge(PreflightMaxAge)
                )
        );
    }

    /// <summary>Whether a page of an origin may change something at a path.</summary>
    internal bool May(PathString path, string? origin) => origin is not null && IsInterface(path) && _names.Contains(origin);

    private static bool IsInterface(PathString path) => Array.Exists(Interfaces, part => path.StartsWithSegments(part));
}
