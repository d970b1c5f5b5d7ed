namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>The parts of the task planner, to be switched off one by one.</summary>
internal sealed record PlannerSwitches
{
    internal bool SideObservations { get; init; } = true;

    internal bool Shadow { get; init; } = true;

    internal bool UniformShadow { get; init; }

    internal bool Events { get; init; } = true;

    internal bool GoldenAgain { get; init; } = true;

    internal bool LatencyFades { get; init; } = true;

    internal bool SharedLatency { get; init; } = true;

    internal bool Breaker { get; init; } = true;

    internal double Kappa { get; init; }

    internal double GoldenWeight { get; init; } = 0.7;
}
