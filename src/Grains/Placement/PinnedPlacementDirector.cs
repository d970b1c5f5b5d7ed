using Orleans.Runtime.Placement;

namespace RagCluster.Grains.Placement;

/// <summary>Finds the silo that a key names.</summary>
internal sealed class PinnedPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        string key = target.GrainIdentity.Key.ToString() ?? "";
        string name = key[(key.LastIndexOf('/') + 1)..];
        return context.GetCompatibleSilos(target).FirstOrDefault(silo => silo.ToParsableString() == name) is { } silo
            ? Task.FromResult(silo)
            : throw new SiloUnavailableException($"The silo {name} does not serve.");
    }
}
