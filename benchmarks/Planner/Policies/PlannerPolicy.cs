using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.PlannerBenchmark.Replay;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>The task planner of src/Planning as the cluster would use it: beliefs for each class, latencies shared by all.</summary>
internal sealed class PlannerPolicy : IPolicy
{
    // About a hundred queries.
    private const double EntropyShare = 0.01;
    private const string Silo = "silo";

    private readonly PlannerSwitches _switches;
    private readonly PlanMenu _menu;
    private readonly PlanBeliefs[] _beliefs;
    private readonly TaskPlanner _planner;
    private readonly ShadowChoice _shadow;
    private readonly double _labelsPerHour;
    private readonly double _labelRate;
    private double _meanEntropy = 0.5;
    private PlanDecision? _decision;

    internal PlannerPolicy(Golden golden, PlannerSwitches switches, double labelsPerHour, double labelRate)
    {
        _switches = switches;
        _menu = golden.Menu;
        _labelsPerHour = labelsPerHour;
        _labelRate = labelRate;
        TaskPlannerOptions options = new()
        {
            LatencyPrice = golden.Prices.Latency,
            CostPrice = golden.Prices.Cost,
            Kappa = switches.Kappa,
            ShadowBudget = 0.02,
            ShadowBudgetRare = 0.05,
            CoherenceTime = TimeSpan.FromSeconds(switches.LatencyFades ? 300 : 1e9),
        };
        _planner = new TaskPlanner(options, TimeProvider.System, () => 0);
        _shadow = new ShadowChoice(options);
        _beliefs = [.. golden.ByClass.Select(_ => new PlanBeliefs(_menu))];
        AddGolden(golden, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public bool HasBreaker => _switches.Breaker;

    public bool ProbesInShadow => _switches.Breaker && _switches.Shadow;

    internal PlanBeliefs Beliefs(int @class) => _beliefs[@class];

    public int Choose(Turn turn)
    {
        PlanRequest request = new()
        {
            Silo = Silo,
            OpenBreakers = turn.OpenBreakers,
            LabelsPerHour = _labelsPerHour,
        };
        _decision = _planner.Decide(_beliefs[turn.Class], request, turn.Seed, turn.At);
        _meanEntropy += EntropyShare * (_decision.Superposition.Entropy - _meanEntropy);
        return _decision.Plan;
    }

    public void Learn(Turn turn, Outcome outcome)
    {
        BeliefDelta latencies = new(_menu, 0);
        foreach (int stage in _menu.StagesOf(outcome.Plan))
            latencies.AddLatency(new StageAtSilo(stage, Silo), TimeSpan.FromSeconds(outcome.StageSeconds[stage]), turn.At);
        for (int i = 0; i < _beliefs.Length; i++)
        {
            if (_switches.SharedLatency || i == turn.Class)
                _beliefs[i].Apply(latencies);
        }

        if (outcome.Reward is not { } reward)
            return;
        BeliefDelta verdict = new(_menu, _beliefs[turn.Class].Epoch);
        verdict.AddOutcome(outcome.Plan, reward, 1);
        ReadOnlySpan<int> subPlans = _menu.SubPlansOf(outcome.Plan);
        for (int i = 0; _switches.SideObservations && i < subPlans.Length; i++)
            verdict.AddOutcome(subPlans[i], outcome.SideRewards![i], BeliefDelta.SideWeight);
        _beliefs[turn.Class].Apply(verdict);
    }

    public IReadOnlyList<int> Shadow(Turn turn)
    {
        if (!_switches.Shadow)
            return [];
        ShadowLoad load = new(_meanEntropy, _labelsPerHour, AreQueuesShort: true) { EligibleShare = _labelRate };
        if (!_switches.UniformShadow)
            return _shadow.Choose(_decision!, load);
        // The same number of runs on average, of any plan at any entropy.
        SeededRandom random = new(~_decision!.Seed);
        int other = (_decision.Plan + 1 + random.NextBelow(_menu.Plans.Count - 1)) % _menu.Plans.Count;
        return random.NextUniform() < _shadow.Probability(_meanEntropy, load) ? [other] : [];
    }

    public void Change(double[] changedShares, Golden golden)
    {
        for (int i = 0; i < _beliefs.Length && _switches.Events; i++)
            _beliefs[i].Decohere(changedShares[i]);
        if (_switches.GoldenAgain)
            AddGolden(golden, null);
    }

    private void AddGolden(Golden golden, DateTimeOffset? latenciesAt)
    {
        for (int i = 0; i < _beliefs.Length; i++)
        {
            BeliefDelta delta = new(_menu, _beliefs[i].Epoch);
            foreach (OutcomeRow row in golden.ByClass[i])
            {
                for (int plan = 0; plan < _menu.Plans.Count; plan++)
                    delta.AddOutcome(plan, row.Quality[plan], _switches.GoldenWeight);
                for (int stage = 0; stage < _menu.Stages.Count && latenciesAt is not null; stage++)
                    delta.AddLatency(new StageAtSilo(stage, Silo), TimeSpan.FromSeconds(row.StageSeconds[stage]), latenciesAt.Value);
            }

            _beliefs[i].Apply(delta);
        }
    }
}
