using Orleans.Runtime.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>A director of the application's own.</summary>
public sealed class LastSiloPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(context.GetCompatibleSilos(target).Order().Last());
}
