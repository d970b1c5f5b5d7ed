using Orleans.Runtime.Placement;

namespace Orleans.Placement;

/// <summary>Leaves out silos for one filter.</summary>
public interface IPlacementFilterDirector
{
    IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos);
}
