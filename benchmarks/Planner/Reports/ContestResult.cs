using RagCluster.PlannerBenchmark.Policies;
using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>A policy's runs, one for each seed.</summary>
/// <param name="Candidate">The policy and its settings.</param>
/// <param name="Runs">Its runs.</param>
internal sealed record ContestResult(PolicyCandidate Candidate, RunResult[] Runs)
{
    internal Spread Regret => Spread.Of([.. Runs.Select(run => run.PerThousand)]);

    internal double ExtraShare => Runs.Average(run => run.ExtraShare);

    /// <summary>How much more it loses than another one, seed by seed.</summary>
    internal Spread Over(ContestResult other) =>
        Spread.Of([.. Runs.Zip(other.Runs).Select(pair => pair.First.PerThousand - pair.Second.PerThousand)]);

    /// <summary>Mean regret so far after each query.</summary>
    internal double[] Curve()
    {
        double[] curve = new double[Runs[0].Regret.Length];
        double sum = 0;
        for (int i = 0; i < curve.Length; i++)
            curve[i] = sum += Runs.Average(run => run.Regret[i]);
        return curve;
    }

    /// <summary>Queries after a change until fifty in a row lose on average no more than a quarter of what not adapting loses.</summary>
    internal double Adaptation(Episode episode, double unadaptedLoss)
    {
        const int window = 50;
        double[] regret = [.. Enumerable.Range(0, Runs[0].Regret.Length).Select(i => Runs.Average(run => run.Regret[i]))];
        for (int i = episode.SlowFrom; i + window <= episode.SlowUntil; i++)
        {
            if (regret.AsSpan(i, window).ToArray().Average() <= unadaptedLoss / 4)
                return i - episode.SlowFrom;
        }

        return episode.SlowUntil - episode.SlowFrom;
    }
}
