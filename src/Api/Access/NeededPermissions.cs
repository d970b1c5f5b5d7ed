using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>Says what an endpoint needs.</summary>
internal static class NeededPermissions
{
    /// <summary>An endpoint, or each of a group that says nothing else, needs a permission.</summary>
    internal static T Needs<T>(this T endpoint, Permission permission)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeededPermission(permission));

    /// <summary>
    /// An endpoint, or each of a group that says nothing else, is about the whole cluster: it needs a permission, and the default tenant.
    /// </summary>
    internal static T NeedsOperator<T>(this T endpoint, Permission permission)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeededPermission(permission, OfOperator: true));

    /// <summary>An endpoint is for everybody: it tells nothing that is not public.</summary>
    internal static T NeedsNothing<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowAnonymousAttribute());
}
