namespace RagCluster.Caching.Eviction;

/// <summary>That the simulations of an adaptive cache chose another window.</summary>
/// <param name="From">The window's share before.</param>
/// <param name="To">The share since.</param>
/// <param name="Losses">What each window would have cost, by share.</param>
public sealed record WindowChange(double From, double To, IReadOnlyList<WindowLoss> Losses);
