using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.Planning.Queries.Superposition;

/// <summary>
/// Chooses the plan of a query. What cannot be in time, is broken or too dear is out first; then the superposition is measured:
/// <c>argmax E[U] + κ (U − E[U])</c>, U being one draw. With κ = 1 that is Thompson sampling, with κ = 0 the best expectation. The same
/// beliefs, request, seed and time give the same decision. Safe for concurrent use where the seeds are; beliefs must not change meanwhile.
/// </summary>
public sealed class TaskPlanner
{
    private readonly TaskPlannerOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<ulong> _seeds;

    /// <summary>Creates a planner.</summary>
    /// <param name="options">How it weighs and explores.</param>
    /// <param name="time">The clock.</param>
    /// <param name="seeds">A new seed for each decision.</param>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public TaskPlanner(TaskPlannerOptions options, TimeProvider time, Func<ulong> seeds)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(seeds);
        if (options.Validate().FirstOrDefault() is { } fault)
            throw new ArgumentException(fault, nameof(options));
        _options = options;
        _time = time;
        _seeds = seeds;
    }

    /// <summary>Chooses a plan now.</summary>
    /// <param name="beliefs">The evidence.</param>
    /// <param name="request">What the plan has to fit.</param>
    public PlanDecision Decide(PlanBeliefs beliefs, PlanRequest request) => Decide(beliefs, request, _seeds(), _time.GetUtcNow());

    /// <summary>Chooses as it was chosen then.</summary>
    /// <param name="beliefs">The evidence of then.</param>
    /// <param name="request">What the plan had to fit.</param>
    /// <param name="seed">The logged seed.</param>
    /// <param name="at">The logged time.</param>
    public PlanDecision Decide(PlanBeliefs beliefs, PlanRequest request, ulong seed, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(beliefs);
        ArgumentNullException.ThrowIfNull(request);
        int plans = beliefs.Menu.Plans.Count;
        Span<double> latencies = stackalloc double[PlanMenu.StagesMax];
        Span<double> spreads = stackalloc double[PlanMenu.StagesMax];
        PlanSituation situation = new(beliefs, _options, latencies, spreads);
        situation.Estimate(request.Silo, at);
        Span<bool> open = stackalloc bool[plans];
        bool isFallback = !Admit(situation, request, open);
        Span<double> drawn = stackalloc double[plans];
        PlanSuperposition superposition = PlanSuperposition.Draw(situation, open, new SeededRandom(seed), drawn);
        bool isCollapsed = superposition.Probabilities.Max() >= _options.CollapseAt;
        double kappa = isCollapsed || request.LabelsPerHour < _options.KappaLabelsPerHour ? 0 : _options.Kappa;
        return new PlanDecision(Measure(superposition, drawn, kappa), superposition, isCollapsed, isFallback, seed, at, beliefs.Epoch);
    }

    private static int Measure(PlanSuperposition superposition, ReadOnlySpan<double> drawn, double kappa)
    {
        int chosen = superposition.Best;
        double best = double.NegativeInfinity;
        for (int plan = 0; plan < drawn.Length; plan++)
        {
            double expected = superposition.Expected[plan];
            if (double.IsNegativeInfinity(expected))
                continue;
            double value = kappa > 0 ? expected + kappa * (drawn[plan] - expected) : expected;
            if (value > best)
            {
                best = value;
                chosen = plan;
            }
        }

        return chosen;
    }

    // Where nothing fits, something still has to answer: of the plans that can run, the quickest; of none, the quickest of all.
    private static bool Admit(in PlanSituation situation, PlanRequest request, Span<bool> open)
    {
        int quickest = -1;
        int runnable = -1;
        Span<double> seconds = stackalloc double[open.Length];
        for (int plan = 0; plan < open.Length; plan++)
        {
            seconds[plan] = situation.Menu.CriticalPath(plan, situation.Latencies);
            bool isExcluded = request.Excluded.Count > 0 && request.Excluded.Contains(situation.Menu.Plans[plan].Name);
            bool isRunnable = !isExcluded && !situation.Menu.Uses(plan, request.OpenBreakers);
            open[plan] =
                isRunnable
                && seconds[plan] <= (request.Deadline?.TotalSeconds ?? double.PositiveInfinity)
                && situation.Menu.Plans[plan].Cost <= (request.Budget ?? double.PositiveInfinity);
            if (isRunnable && (runnable < 0 || seconds[plan] < seconds[runnable]))
                runnable = plan;
            if (!isExcluded && (quickest < 0 || seconds[plan] < seconds[quickest]))
                quickest = plan;
        }

        if (open.Contains(true))
            return true;
        open[runnable >= 0 ? runnable : Math.Max(0, quickest)] = true;
        return false;
    }
}
