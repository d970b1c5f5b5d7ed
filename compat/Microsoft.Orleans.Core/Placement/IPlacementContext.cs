namespace Orleans.Runtime.Placement;

/// <summary>What a director may know.</summary>
public interface IPlacementContext
{
    /// <summary>The active silos on which the grain may run, after its class's filters.</summary>
    /// <exception cref="SiloUnavailableException">There is none.</exception>
    SiloAddress[] GetCompatibleSilos(PlacementTarget target);

    IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target);

    SiloAddress LocalSilo { get; }

    SiloStatus LocalSiloStatus { get; }
}
