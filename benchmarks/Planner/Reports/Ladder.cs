using RagCluster.PlannerBenchmark.Policies;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>The task planner with one part changed at a time.</summary>
internal static class Ladder
{
    private static readonly (string Name, PlannerSwitches Switches)[] Steps =
    [
        ("without side observations", new() { SideObservations = false }),
        ("without shadow runs", new() { Shadow = false }),
        ("uniform shadow runs", new() { UniformShadow = true }),
        ("without events", new() { Events = false }),
        ("without the golden set again", new() { GoldenAgain = false }),
        ("latency never fades", new() { LatencyFades = false }),
        ("latency not shared by classes", new() { SharedLatency = false }),
        ("without breaker", new() { Breaker = false }),
        ("κ = 0.3", new() { Kappa = 0.3 }),
        ("κ = 1 (Thompson sampling)", new() { Kappa = 1 }),
        ("golden weight 1", new() { GoldenWeight = 1 }),
    ];

    internal static void Print(string name, Contest contest, ContestResult whole, double labelRate)
    {
        foreach ((string step, PlannerSwitches switches) in Steps)
        {
            ContestResult result = contest.Judge(PolicyList.Planner(step, switches, labelRate));
            Lines.Print($"ladder {name}", step, result.Over(whole), "regret per 1000 more");
        }
    }
}
