using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>
/// What is known before the first query, and again after a change: the outcome of every plan for a few queries of each class.
/// </summary>
/// <param name="Menu">The plans.</param>
/// <param name="Prices">What latency and cost are worth.</param>
/// <param name="ByClass">The golden queries of each class.</param>
internal sealed record Golden(PlanMenu Menu, Prices Prices, IReadOnlyList<OutcomeRow[]> ByClass)
{
    /// <summary>Each step's mean latency.</summary>
    internal double[] StageSeconds =>
        [
            .. Enumerable
                .Range(0, Menu.Stages.Count)
                .Select(stage => ByClass.SelectMany(rows => rows).Average(row => row.StageSeconds[stage])),
        ];

    /// <summary>Mean utility of a plan in a class.</summary>
    internal double Utility(int @class, int plan) => ByClass[@class].Average(row => Prices.Utility(Menu, row, plan));
}
