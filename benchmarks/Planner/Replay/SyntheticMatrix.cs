using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition.Plans;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>
/// Six classes and six plans whose best plan differs by class, with the latencies of a transformer on two cores. Every query's quality is 0
/// or 1 by chance; a change of the corpus draws half of the classes anew.
/// </summary>
internal static class SyntheticMatrix
{
    private const int Classes = 6;
    private const int RowsPerClass = 600;
    private const double Jitter = 0.2;
    private static readonly double[] Quality = [0.55, 0.52, 0.62, 0.63, 0.67, 0.69];

    private static readonly Dictionary<string, double> Seconds = new(StringComparer.Ordinal)
    {
        ["lexical"] = 0.004,
        ["embed"] = 0.015,
        ["dense"] = 0.006,
        ["fuse"] = 0.001,
        ["rerank"] = 0.12,
        ["expand"] = 0.08,
        ["embed-many"] = 0.03,
        ["lexical-many"] = 0.01,
        ["dense-many"] = 0.015,
        ["fuse-many"] = 0.002,
    };

    internal static OutcomeMatrix Make(ulong seed)
    {
        PlanMenu menu = MatrixFile.Menu;
        SeededRandom random = new(seed);
        List<OutcomeRow> before = [];
        List<OutcomeRow> after = [];
        for (int @class = 0; @class < Classes; @class++)
        {
            double[] chances = Chances(menu, random);
            double[] chancesAfter = @class % 2 == 0 ? Chances(menu, random) : chances;
            for (int i = 0; i < RowsPerClass; i++)
            {
                double strictness = random.NextUniform();
                double[] seconds = [.. menu.Stages.Select(stage => Seconds[stage.Name] * Math.Exp(Jitter * random.NextNormal()))];
                string query = FormattableString.Invariant($"c{@class}q{i}");
                OutcomeRow row = new(query, FormattableString.Invariant($"class{@class}"), Verdicts(chances, strictness), seconds);
                before.Add(row);
                after.Add(@class % 2 == 0 ? row with { Quality = Verdicts(chancesAfter, random.NextUniform()) } : row);
            }
        }

        return new OutcomeMatrix("synthetic", menu, before, after) { ChangedShare = name => (name[^1] - '0') % 2 == 0 ? 1 : 0 };
    }

    private static double[] Verdicts(double[] chances, double strictness) => [.. chances.Select(chance => strictness < chance ? 1.0 : 0.0)];

    private static double[] Chances(PlanMenu menu, SeededRandom random) =>
        [.. menu.Plans.Select((plan, i) => Math.Clamp(Quality[i] + 0.08 * random.NextNormal(), 0.05, 0.95))];
}
