using System.Diagnostics;
using RagCluster.Benchmarks;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>How long a decision takes, with the whole menu and evidence of a few hundred queries.</summary>
internal static class PlanningTime
{
    private const int WarmUps = 20_000;
    private const int Decisions = 20_000;

    internal static void Print()
    {
        PlanMenu menu = RetrievalMenu.Default;
        PlanBeliefs beliefs = new(menu);
        BeliefDelta delta = new(menu, 0);
        for (int plan = 0; plan < menu.Plans.Count; plan++)
            delta.AddOutcome(plan, 0.6 + 0.01 * plan, 50);
        for (int stage = 0; stage < menu.Stages.Count; stage++)
            delta.AddLatency(new StageAtSilo(stage, "silo"), TimeSpan.FromMilliseconds(stage + 1), DateTimeOffset.UnixEpoch);
        beliefs.Apply(delta);
        TaskPlanner planner = new(new TaskPlannerOptions(), TimeProvider.System, () => 0);
        PlanRequest request = new()
        {
            Silo = "silo",
            LabelsPerHour = 100,
            Deadline = TimeSpan.FromSeconds(1),
        };
        double[] processor = new double[Decisions];
        double[] wall = new double[Decisions];
        for (int i = -WarmUps; i < Decisions; i++)
        {
            double used = ThreadClock.Microseconds;
            long began = Stopwatch.GetTimestamp();
            planner.Decide(beliefs, request, (ulong)(i + WarmUps), DateTimeOffset.UnixEpoch);
            if (i < 0)
                continue;
            wall[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            processor[i] = ThreadClock.Microseconds - used;
        }

        Array.Sort(processor);
        Array.Sort(wall);
        Lines.Print("planning", "processor time p50", processor[Decisions / 2], "µs");
        Lines.Print("planning", "processor time p99", processor[Decisions * 99 / 100], "µs");
        Lines.Print("planning", "wall time p50", wall[Decisions / 2], "µs");
        Lines.Print("planning", "wall time p99", wall[Decisions * 99 / 100], "µs");
    }
}
