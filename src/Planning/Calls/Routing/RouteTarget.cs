namespace RagCluster.Planning.Calls.Routing;

/// <summary>One of several equal places that can answer a request.</summary>
/// <param name="Key">Names it; observations are kept under this name.</param>
/// <param name="Weight">How much it can do compared with the others, above 0.</param>
public readonly record struct RouteTarget(string Key, double Weight);
