namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>What a policy lost.</summary>
/// <param name="Regret">Per query: the best plan's expected utility of its class at that time, less the chosen one's.</param>
/// <param name="ExtraRuns">Plan runs beside those that users waited for.</param>
/// <param name="Plans">The plan of each query.</param>
internal sealed record RunResult(double[] Regret, int ExtraRuns, int[] Plans)
{
    /// <summary>In points of quality (hundredths) per thousand queries, as in "10 queries lost by 1 each".</summary>
    internal double PerThousand => 1000 * Regret.Average();

    internal double ExtraShare => (double)ExtraRuns / Regret.Length;
}
