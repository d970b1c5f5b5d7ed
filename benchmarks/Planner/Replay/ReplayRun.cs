using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition.Plans;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>Replays one policy on a matrix: since the outcome of every plan is known, its regret is exact.</summary>
internal sealed class ReplayRun
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Episode _episode;
    private readonly PlanMenu _menu;
    private readonly ulong _seed;
    private readonly OutcomeRow[][] _before;
    private readonly OutcomeRow[][] _after;
    private readonly Golden _goldenAfter;
    private readonly double[] _changedShares;
    private readonly int _slowStage;
    private readonly double[][][] _means;

    internal ReplayRun(Episode episode, ulong seed)
    {
        _episode = episode;
        _menu = episode.Matrix.Menu;
        _seed = seed;
        _slowStage = _menu.StageNumber(episode.SlowStage);
        SeededRandom random = new(seed);
        List<OutcomeRow[]> golden = [];
        List<OutcomeRow[]> goldenAfter = [];
        List<OutcomeRow[]> before = [];
        List<OutcomeRow[]> after = [];
        Dictionary<string, OutcomeRow> rowsAfter = episode.Matrix.After.ToDictionary(row => row.Query, StringComparer.Ordinal);
        foreach (string name in episode.Matrix.Classes)
        {
            OutcomeRow[] rows = [.. episode.Matrix.Before.Where(row => row.Class == name).OrderBy(_ => random.NextBits())];
            // Never more than half: what is replayed has to be something that the golden set does not hold.
            int count = Math.Min(episode.GoldenPerClass, rows.Length / 2);
            golden.Add(rows[..count]);
            before.Add(rows[count..]);
            goldenAfter.Add([.. rows[..count].Select(row => rowsAfter[row.Query])]);
            after.Add([.. rows[count..].Select(row => rowsAfter[row.Query])]);
        }

        (_before, _after) = ([.. before], [.. after]);
        Golden = new Golden(_menu, episode.Prices, golden);
        _goldenAfter = new Golden(_menu, episode.Prices, goldenAfter);
        _changedShares = [.. episode.Matrix.Classes.Select(episode.Matrix.ChangedShare)];
        _means = [Means(_before, 1), Means(_before, episode.SlowFactor), Means(_after, 1)];
    }

    internal Golden Golden { get; }

    internal double LabelsPerHour => _episode.LabelRate * _episode.QueriesPerSecond * 3600 / _before.Length;

    internal RunResult Run(IPolicy policy)
    {
        SeededRandom random = new(_seed ^ 0x5DEECE66D);
        StageBreakers breakers = new(_menu, Golden.StageSeconds);
        double[] regret = new double[_episode.Queries];
        int[] plans = new int[_episode.Queries];
        int extra = 0;
        for (int i = 0; i < regret.Length; i++)
        {
            if (i == _episode.ChangeAt)
                policy.Change(_changedShares, _goldenAfter);
            bool isSlow = i >= _episode.SlowFrom && i < _episode.SlowUntil;
            bool isAfter = i >= _episode.ChangeAt;
            // The same queries, verdicts and latencies for every policy.
            int @class = random.NextBelow(_before.Length);
            OutcomeRow row = (isAfter ? _after : _before)[@class][random.NextBelow(_before[@class].Length)];
            DrawnQuery query = new(
                row,
                SlowedStages(row, isSlow),
                random.NextUniform(),
                random.NextUniform() < _episode.LabelRate,
                new SeededRandom(random.NextBits())
            );
            DateTimeOffset now = Start + TimeSpan.FromSeconds(i / _episode.QueriesPerSecond);
            Turn turn = new(i, now, @class, policy.HasBreaker ? breakers.Open(now, policy.ProbesInShadow) : [], random.NextBits());
            plans[i] = policy.Choose(turn);
            double[] means = _means[
                isSlow ? 1
                : isAfter ? 2
                : 0
            ][@class];
            regret[i] = means.Max() - means[plans[i]];
            Show(policy, turn, breakers, query, plans[i]);
            IEnumerable<int> probes = policy.ProbesInShadow ? breakers.Due(now).Select(Cheapest).ToArray() : [];
            foreach (int plan in (query.IsLabelled ? policy.Shadow(turn) : []).Concat(probes).Distinct())
            {
                extra++;
                Show(policy, turn, breakers, query, plan);
            }
        }

        return new RunResult(regret, extra, plans);
    }

    private void Show(IPolicy policy, Turn turn, StageBreakers breakers, DrawnQuery query, int plan)
    {
        breakers.Note(plan, query.StageSeconds, turn.At);
        double seconds = _menu.CriticalPath(plan, query.StageSeconds);
        double? reward = query.IsLabelled ? query.Verdict(plan) : null;
        double[]? sides = query.IsLabelled
            ?
            [
                .. _menu
                    .SubPlansOf(plan)
                    .ToArray()
                    .Select(sub => query.Random.NextUniform() < _episode.SideError ? 1 - query.Verdict(sub) : query.Verdict(sub)),
            ]
            : null;
        policy.Learn(turn, new Outcome(plan, query.StageSeconds, seconds, reward, sides));
    }

    private double[] SlowedStages(OutcomeRow row, bool isSlow)
    {
        double[] seconds = [.. row.StageSeconds];
        seconds[_slowStage] *= isSlow ? _episode.SlowFactor : 1;
        return seconds;
    }

    private int Cheapest(int stage) =>
        Enumerable.Range(0, _menu.Plans.Count).Where(plan => _menu.StagesOf(plan).Contains(stage)).MinBy(plan => _menu.Plans[plan].Cost);

    private double[][] Means(OutcomeRow[][] classes, double slowFactor) =>
        [
            .. classes.Select(rows =>
                Enumerable
                    .Range(0, _menu.Plans.Count)
                    .Select(plan =>
                        rows.Average(row =>
                            _episode.Prices.Utility(
                                _menu,
                                row.Quality[plan],
                                _menu.CriticalPath(plan, SlowedStages(row, slowFactor > 1)),
                                plan
                            )
                        )
                    )
                    .ToArray()
            ),
        ];
}
