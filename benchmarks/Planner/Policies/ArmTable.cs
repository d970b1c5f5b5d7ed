using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>Counts and mean utilities of plans by class, as bandits keep them; warm from the golden set.</summary>
internal sealed class ArmTable
{
    private readonly double[][] _counts;
    private readonly double[][] _sums;
    private readonly double _discount;

    /// <param name="golden">Where it begins.</param>
    /// <param name="discount">What remains of the evidence of a class with each of its labels; 1 forgets nothing.</param>
    internal ArmTable(Golden golden, double discount)
    {
        _discount = discount;
        _counts = [.. golden.ByClass.Select(rows => golden.Menu.Plans.Select(_ => (double)rows.Length).ToArray())];
        _sums =
        [
            .. golden.ByClass.Select(
                (rows, @class) => golden.Menu.Plans.Select((_, plan) => rows.Length * golden.Utility(@class, plan)).ToArray()
            ),
        ];
    }

    internal double Count(int @class, int plan) => _counts[@class][plan];

    internal double Mean(int @class, int plan) => _counts[@class][plan] > 0 ? _sums[@class][plan] / _counts[@class][plan] : 0;

    internal double Total(int @class) => _counts[@class].Sum();

    internal void Add(int @class, int plan, double utility)
    {
        if (_discount < 1)
        {
            for (int i = 0; i < _counts[@class].Length; i++)
            {
                _counts[@class][i] *= _discount;
                _sums[@class][i] *= _discount;
            }
        }

        _counts[@class][plan]++;
        _sums[@class][plan] += utility;
    }
}
