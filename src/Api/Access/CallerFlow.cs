using Microsoft.AspNetCore.Http;
using RagCluster.Access;
using RagCluster.Corpus.Access;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Access;

/// <summary>
/// Lets every call to the cluster that a request makes be made for its caller, before any endpoint runs. A request without a known caller,
/// which reaches only what is for everybody, sees what has no list of readers.
/// </summary>
internal sealed class CallerFlow(RequestDelegate next)
{
    private static readonly Caller Unknown = new(Principal.DefaultTenant, AccessView.Of([]));
    private static readonly Caller Anonymous = new(Principal.DefaultTenant, null);

    /// <summary>Handles a request.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        // It lasts until the authorization before it ends, which nothing else runs in.
        Of(context.Caller()).Enter();
        return next(context);
    }

    /// <summary>For whom the cluster is called.</summary>
    internal static Caller Of(Principal? principal) =>
        principal is null ? Unknown
        : ReferenceEquals(principal, Principal.Anonymous) ? Anonymous
        : new Caller(principal.Tenant, principal.SeesAll ? null : AccessView.Of(principal.Name, principal.Groups))
        {
            Name = principal.Name,
        };
}
