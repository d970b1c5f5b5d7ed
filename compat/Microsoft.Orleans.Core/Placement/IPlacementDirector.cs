namespace Orleans.Runtime.Placement;

/// <summary>Chooses the silo of a new activation for one strategy.</summary>
public interface IPlacementDirector
{
    /// <summary>The request context's key under which a caller names the silo that it would like.</summary>
    const string PlacementHintKey = nameof(PlacementHintKey);

    Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context);

    /// <summary>The silo that the caller would like, if it is one of these.</summary>
    static SiloAddress? GetPlacementHint(Dictionary<string, object> requestContextData, SiloAddress[] compatibleSilos) =>
        requestContextData is not null
        && requestContextData.TryGetValue(PlacementHintKey, out object? value)
        && value is SiloAddress silo
        && compatibleSilos.Contains(silo)
            ? silo
            : null;
}
