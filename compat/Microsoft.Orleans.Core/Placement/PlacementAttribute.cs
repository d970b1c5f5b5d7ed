namespace Orleans.Placement;

/// <summary>Gives a grain class its placement.</summary>
/// <param name="placement">The strategy.</param>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PlacementAttribute(PlacementStrategy placement) : Attribute
{
    public PlacementStrategy PlacementStrategy { get; } = placement ?? throw new ArgumentNullException(nameof(placement));
}
