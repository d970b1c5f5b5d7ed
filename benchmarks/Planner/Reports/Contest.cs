using RagCluster.PlannerBenchmark.Policies;
using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>Lets policies run on the same episodes: their settings are chosen on some seeds and judged on others.</summary>
internal sealed class Contest
{
    private const ulong TuningSeed = 1000;
    private readonly ReplayRun[] _tuning;
    private readonly ReplayRun[] _judged;

    internal Contest(Func<ulong, Episode> episode, int tuningRuns, int judgedRuns)
    {
        _tuning = [.. Enumerable.Range(0, tuningRuns).Select(i => new ReplayRun(episode(TuningSeed + (ulong)i), TuningSeed + (ulong)i))];
        _judged = [.. Enumerable.Range(0, judgedRuns).Select(i => new ReplayRun(episode((ulong)i + 1), (ulong)i + 1))];
    }

    internal ContestResult Judge(PolicyCandidate candidate) => new(candidate, RunAll(_judged, candidate));

    /// <summary>Each policy with the best settings of its grid.</summary>
    internal IReadOnlyList<ContestResult> JudgeTuned(IEnumerable<PolicyCandidate> candidates) =>
        [
            .. candidates
                .GroupBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Select(grid =>
                    Judge(
                        grid.Count() == 1
                            ? grid.First()
                            : grid.MinBy(candidate => RunAll(_tuning, candidate).Average(run => run.PerThousand))!
                    )
                ),
        ];

    private static RunResult[] RunAll(ReplayRun[] runs, PolicyCandidate candidate)
    {
        RunResult[] results = new RunResult[runs.Length];
        Parallel.For(0, runs.Length, i => results[i] = runs[i].Run(candidate.Make(runs[i])));
        return results;
    }
}
