using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Queries.Superposition;

/// <summary>The evidence as it stands for one query: steps' latencies are looked up once.</summary>
internal readonly ref struct PlanSituation
{
    internal PlanSituation(PlanBeliefs beliefs, TaskPlannerOptions options, Span<double> latencies, Span<double> spreads)
    {
        Beliefs = beliefs;
        Options = options;
        Latencies = latencies[..beliefs.Menu.Stages.Count];
        Spreads = spreads[..beliefs.Menu.Stages.Count];
    }

    internal PlanBeliefs Beliefs { get; }

    internal PlanMenu Menu => Beliefs.Menu;

    internal TaskPlannerOptions Options { get; }

    /// <summary>Each step's expected seconds.</summary>
    internal Span<double> Latencies { get; }

    /// <summary>Each step's relative uncertainty.</summary>
    internal Span<double> Spreads { get; }

    internal void Estimate(string silo, DateTimeOffset now)
    {
        for (int stage = 0; stage < Latencies.Length; stage++)
        {
            LatencyBelief latency = Beliefs.LatencyOf(stage, silo);
            Latencies[stage] = latency.IsEmpty ? Menu.Stages[stage].Prior.TotalSeconds : latency.Expected(now, Options.CoherenceTime);
            Spreads[stage] = PlanSuperposition.SpreadOf(latency, latency.IsEmpty ? 0 : latency.Coherence(now, Options.CoherenceTime));
        }
    }

    internal double Utility(int plan, double quality, ReadOnlySpan<double> latencies) =>
        quality - Options.LatencyPrice * Menu.CriticalPath(plan, latencies) - Options.CostPrice * Menu.Plans[plan].Cost;
}
