namespace RagCluster.Ranking.Fusion;

/// <summary>An item in a ranking.</summary>
/// <param name="Item">The caller's number of the item.</param>
/// <param name="Score">What ranked it: higher is better.</param>
public readonly record struct RankedItem(int Item, double Score)
{
    /// <summary>Best first; equal scores by item number, so number the items in the order that should break ties.</summary>
    /// <param name="items">Any order.</param>
    public static RankedItem[] Order(IEnumerable<RankedItem> items) =>
        [.. items.OrderByDescending(item => item.Score).ThenBy(item => item.Item)];
}
