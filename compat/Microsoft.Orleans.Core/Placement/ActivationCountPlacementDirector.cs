namespace Orleans.Runtime.Placement;

/// <summary>
/// The less busy of two silos chosen at random. Source: Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, 2001.
/// </summary>
internal sealed class ActivationCountPlacementDirector(SiloLoads loads) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return Task.FromResult(hint);
        Random.Shared.Shuffle(silos);
        SiloAddress chosen = silos.Take(2).MinBy(s => loads.Find(s)?.ActivationCount ?? 0)!;
        loads.CountPlaced(chosen);
        return Task.FromResult(chosen);
    }
}
