using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;

namespace Orleans.Runtime.Placement;

/// <summary>Asks the director of a grain's strategy for a silo, among those that its filters leave.</summary>
internal sealed class PlacementService(MembershipAgent membership, GrainManifest manifest, IServiceProvider services) : IPlacementContext
{
    private readonly Lazy<PlacementStrategy> _default = new(() =>
        services.GetService<PlacementStrategy>() ?? new ResourceOptimizedPlacement()
    );

    public SiloAddress LocalSilo => membership.Local;

    public SiloStatus LocalSiloStatus => membership.LocalStatus;

    public async Task<SiloAddress> ChooseAsync(Message message, CancellationToken cancellationToken)
    {
        for (long round = membership.Round; membership.View.Active.IsEmpty && !LocalSiloStatus.IsTerminating(); round = membership.Round)
            await membership.WaitForViewAsync(round, cancellationToken);
        PlacementStrategy strategy = manifest.ClassOf(message.TargetGrain.Type).DeclaredPlacement ?? _default.Value;
        IPlacementDirector director =
            services.GetKeyedService<IPlacementDirector>(strategy.GetType())
            ?? throw new OrleansConfigurationException(
                $"No placement director is registered for {strategy.GetType()}: see AddPlacementDirector."
            );
        PlacementTarget target = new(message.TargetGrain, message.RequestContext!, message.InterfaceType, 0);
        return await director.OnAddActivation(strategy, target, this);
    }

    public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
    {
        IEnumerable<SiloAddress> silos = membership.View.Active;
        foreach (PlacementFilterStrategy filter in manifest.ClassOf(target.GrainIdentity.Type).PlacementFilters)
        {
            IPlacementFilterDirector director =
                services.GetKeyedService<IPlacementFilterDirector>(filter.GetType())
                ?? throw new OrleansConfigurationException(
                    $"No director is registered for the placement filter {filter.GetType()}: see AddPlacementFilter."
                );
            silos = director.Filter(filter, target, silos);
        }

        SiloAddress[] result = silos.ToArray();
        return result.Length > 0
            ? result
            : throw new SiloUnavailableException($"Cannot place grain '{target.GrainIdentity}' because there are no compatible silos.");
    }

    public IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target) =>
        new Dictionary<ushort, SiloAddress[]> { [0] = GetCompatibleSilos(target) };
}
