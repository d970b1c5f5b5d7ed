using RagCluster.PlannerBenchmark.Policies;
using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>All that is measured on one matrix: every policy, the ladder, the gates and the picture.</summary>
/// <param name="name">The matrix's name.</param>
/// <param name="episode">An episode for a seed and a label rate.</param>
/// <param name="isQuick">Fewer runs.</param>
internal sealed class WorldReport(string name, Func<ulong, double, Episode> episode, bool isQuick)
{
    private const double LabelRate = 0.3;

    // Where a slow step costs less than a point a query there is nothing to adapt to.
    private const double LossMin = 0.01;
    private static readonly double[] GateRates = [0.05, 0.01];
    private readonly int _runs = isQuick ? 4 : 8;

    internal void Print(string? pictures)
    {
        Contest contest = new(seed => episode(seed, LabelRate), isQuick ? 2 : 3, _runs);
        Episode sample = episode(1, LabelRate);
        IReadOnlyList<ContestResult> baselines = contest.JudgeTuned(
            PolicyList.Baselines([.. sample.Matrix.Menu.Plans.Select(plan => plan.Name)])
        );
        ContestResult design = contest.Judge(PolicyList.Planner(PolicyList.Design, new PlannerSwitches(), LabelRate));
        foreach (ContestResult result in baselines.Append(design))
        {
            string settings = result.Candidate.Settings.Length > 0 ? $" ({result.Candidate.Settings.Replace(',', ';')})" : "";
            Lines.Print($"replay {name}", $"{result.Candidate.Name}{settings}", result.Regret, "regret per 1000");
        }

        PrintGates(contest, baselines, design, sample);
        Ladder.Print(name, contest, design, LabelRate);
        if (pictures is not null)
            Draw(Path.Combine(pictures, $"planner-{name}.svg"), baselines.Append(design), sample);
    }

    private void PrintGates(Contest contest, IReadOnlyList<ContestResult> baselines, ContestResult design, Episode sample)
    {
        ContestResult argmax = baselines.First(result => result.Candidate.Name == PolicyList.Argmax);
        Ratio(design, argmax, LabelRate);
        Lines.Print($"gates {name}", "extra plan runs", 100 * design.ExtraShare, "%");
        ContestResult unadapted = contest.Judge(
            new PolicyCandidate("unadapted", "", run => new FixedPolicy(run.Golden, isPerClass: true, hasBreaker: false, isRetuned: false))
        );
        double loss = unadapted.Runs.Average(run => run.Regret[sample.SlowFrom..sample.SlowUntil].Average());
        Lines.Print($"gates {name}", "loss per query without adapting while a stage is slow", 100 * loss, "points");
        if (loss >= LossMin)
        {
            Lines.Print($"gates {name}", "queries to adapt: task planner", design.Adaptation(sample, loss), "queries");
            Lines.Print($"gates {name}", "queries to adapt: argmax + breaker", argmax.Adaptation(sample, loss), "queries");
        }

        foreach (double rate in GateRates)
        {
            Contest rare = new(seed => episode(seed, rate), 0, _runs);
            ContestResult rareArgmax = rare.Judge(
                new(PolicyList.Argmax, "", run => new FixedPolicy(run.Golden, isPerClass: true, hasBreaker: true, isRetuned: false))
            );
            ContestResult retuned = rare.Judge(
                new(PolicyList.ArgmaxRetuned, "", run => new FixedPolicy(run.Golden, isPerClass: true, hasBreaker: true, isRetuned: true))
            );
            ContestResult rareDesign = rare.Judge(PolicyList.Planner(PolicyList.Design, new PlannerSwitches(), rate));
            Ratio(rareDesign, rareArgmax, rate);
            Lines.Print(
                $"gates {name}",
                FormattableString.Invariant($"label rate {rate}: ratio to argmax + breaker + re-tuned"),
                rareDesign.Regret.Mean / retuned.Regret.Mean,
                "x"
            );
            Lines.Print(
                $"gates {name}",
                FormattableString.Invariant($"label rate {rate}: extra plan runs"),
                100 * rareDesign.ExtraShare,
                "%"
            );
        }
    }

    private void Ratio(ContestResult design, ContestResult argmax, double rate)
    {
        Lines.Print(
            $"gates {name}",
            FormattableString.Invariant($"label rate {rate}: ratio to argmax + breaker"),
            design.Regret.Mean / argmax.Regret.Mean,
            "x"
        );
        Lines.Print(
            $"gates {name}",
            FormattableString.Invariant($"label rate {rate}: task planner less argmax + breaker"),
            design.Over(argmax),
            "regret per 1000"
        );
    }

    private static void Draw(string file, IEnumerable<ContestResult> results, Episode sample)
    {
        (string, double[])[] curves =
        [
            .. results
                .Where(result => !result.Candidate.Name.StartsWith("fixed:", StringComparison.Ordinal))
                .Select(result => (result.Candidate.Name, result.Curve())),
        ];
        CurvePicture.Write(
            file,
            $"Regret of each policy: {sample.Matrix.Name}; 30 % of queries labelled",
            curves,
            [(sample.SlowFrom, "stage slow"), (sample.SlowUntil, "stage well"), (sample.ChangeAt, "corpus changed")]
        );
    }
}
