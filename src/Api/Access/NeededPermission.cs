using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>
/// What a caller of an endpoint must be allowed to do. An endpoint without one lets nobody in where credentials are asked for.
/// </summary>
/// <param name="Permission">One permission.</param>
/// <param name="OfOperator">Whether it is about the whole cluster: then it is for callers of the default tenant alone.</param>
internal sealed record NeededPermission(Permission Permission, bool OfOperator = false)
{
    /// <summary>Whether a caller has it.</summary>
    internal bool IsMetBy(Principal caller) => caller.May(Permission) && (!OfOperator || caller.Tenant == Principal.DefaultTenant);
}
