using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>
/// What a caller of an endpoint must be allowed to do. An endpoint without one lets nobody in where credentials are asked for.
/// </summary>
/// <param name="Permission">One permission.</param>
internal sealed record NeededPermission(Permission Permission);
