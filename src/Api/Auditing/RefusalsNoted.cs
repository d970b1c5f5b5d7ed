namespace RagCluster.Api.Auditing;

/// <summary>
/// Of requests to such an endpoint only refusals are noted, by who writes them: those that are answered from a cache take so little time
/// that the gate's wait for their end would show.
/// </summary>
internal sealed class RefusalsNoted
{
    /// <summary>The mark.</summary>
    internal static RefusalsNoted Mark { get; } = new();
}
