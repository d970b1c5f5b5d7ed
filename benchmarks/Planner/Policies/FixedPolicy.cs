using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>A plan for each class, decided on the golden set; the next best one while a breaker is open.</summary>
internal sealed class FixedPolicy : IPolicy
{
    private readonly bool _isRetuned;
    private readonly bool _isPerClass;
    private int[][] _orders;
    private Golden _golden;

    /// <param name="golden">The golden set.</param>
    /// <param name="isPerClass">Whether each class has its own plan.</param>
    /// <param name="hasBreaker">Whether it has breakers.</param>
    /// <param name="isRetuned">Whether it decides anew when the golden set was run again.</param>
    internal FixedPolicy(Golden golden, bool isPerClass, bool hasBreaker, bool isRetuned)
    {
        _isPerClass = isPerClass;
        _isRetuned = isRetuned;
        HasBreaker = hasBreaker;
        _golden = golden;
        _orders = Orders(golden);
    }

    private FixedPolicy(Golden golden, int plan)
    {
        _golden = golden;
        _orders = [.. golden.ByClass.Select(_ => (int[])[plan])];
    }

    public bool HasBreaker { get; }

    public bool ProbesInShadow => false;

    /// <summary>One plan for everything.</summary>
    internal static FixedPolicy Of(Golden golden, int plan) => new(golden, plan);

    public int Choose(Turn turn)
    {
        foreach (int plan in _orders[turn.Class])
        {
            if (!_golden.Menu.Uses(plan, turn.OpenBreakers))
                return plan;
        }

        return _orders[turn.Class][0];
    }

    public void Learn(Turn turn, Outcome outcome) { }

    public IReadOnlyList<int> Shadow(Turn turn) => [];

    public void Change(double[] changedShares, Golden golden)
    {
        if (!_isRetuned)
            return;
        _golden = golden;
        _orders = Orders(golden);
    }

    private int[][] Orders(Golden golden)
    {
        int classes = golden.ByClass.Count;
        int plans = golden.Menu.Plans.Count;
        return
        [
            .. Enumerable
                .Range(0, classes)
                .Select(@class =>
                    Enumerable
                        .Range(0, plans)
                        .OrderByDescending(plan =>
                            _isPerClass
                                ? golden.Utility(@class, plan)
                                : Enumerable.Range(0, classes).Average(any => golden.Utility(any, plan))
                        )
                        .ToArray()
                ),
        ];
    }
}
