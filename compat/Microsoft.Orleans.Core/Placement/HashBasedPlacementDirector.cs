namespace Orleans.Runtime.Placement;

/// <summary>The silo at the hash of the grain's id, among the active ones in order.</summary>
internal sealed class HashBasedPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return Task.FromResult(hint);
        int hash = (int)(target.GrainIdentity.GetUniformHashCode() & 0x7fffffff);
        return Task.FromResult(silos.Order().ElementAt(hash % silos.Length));
    }
}
