using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>What a second and a unit of cost are worth in quality.</summary>
/// <param name="Latency">λ.</param>
/// <param name="Cost">μ.</param>
internal sealed record Prices(double Latency, double Cost)
{
    internal double Utility(PlanMenu menu, OutcomeRow row, int plan) =>
        Utility(menu, row.Quality[plan], menu.CriticalPath(plan, row.StageSeconds), plan);

    internal double Utility(PlanMenu menu, double quality, double seconds, int plan) =>
        quality - Latency * seconds - Cost * menu.Plans[plan].Cost;
}
