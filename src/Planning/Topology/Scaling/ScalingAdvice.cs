namespace RagCluster.Planning.Topology.Scaling;

/// <summary>How many silos a load asks for.</summary>
/// <param name="WantedSilos">The number, within the limits.</param>
/// <param name="Reason">What decided: <c>cpu</c>, <c>memory</c>, <c>queue</c>, <c>latency</c>, <c>minimum</c>, <c>maximum</c>,
/// <c>steady</c> or <c>waiting</c> (fewer would do, but not for long enough yet).</param>
public sealed record ScalingAdvice(int WantedSilos, string Reason);
