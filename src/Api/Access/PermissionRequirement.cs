using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RagCluster.Api.Access;

/// <summary>Lets a request through when its caller has the permission that its endpoint names, and is of its tenant.</summary>
internal sealed class PermissionRequirement : AuthorizationHandler<PermissionRequirement>, IAuthorizationRequirement
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is HttpContext http && IsMetBy(http))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <summary>Whether a request may go on. Where there is no endpoint, or routing's own one that answers 405 or 415, there is nothing to
    /// protect.</summary>
    internal static bool IsMetBy(HttpContext http) =>
        http.GetEndpoint() is not RouteEndpoint endpoint
        || (endpoint.Metadata.GetMetadata<NeededPermission>() is { } needed && http.Caller() is { } caller && needed.IsMetBy(caller));
}
