namespace Orleans.Placement;

/// <summary>Which silos a grain class may not use.</summary>
/// <param name="order">Filters with a lower order come first.</param>
public abstract class PlacementFilterStrategy(int order)
{
    public int Order { get; private set; } = order;
}
