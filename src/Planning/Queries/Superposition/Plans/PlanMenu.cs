namespace RagCluster.Planning.Queries.Superposition.Plans;

/// <summary>The plans among which a class of queries chooses, with the steps that they share numbered. Immutable.</summary>
public sealed class PlanMenu
{
    /// <summary>The most plans: more take longer to tell apart than they gain.</summary>
    public const int PlansMax = 8;

    /// <summary>The most different steps.</summary>
    public const int StagesMax = 32;

    private readonly int[][] _stages;
    private readonly int[][][] _after;
    private readonly int[][] _subPlans;

    /// <summary>Numbers the plans and their steps.</summary>
    /// <param name="plans">1 to <see cref="PlansMax"/> plans of different names.</param>
    /// <exception cref="ArgumentException">A name is there twice or unknown, a step comes before one that it waits for, or there are too
    /// many.</exception>
    public PlanMenu(params TaskPlan[] plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        if (plans.Length is < 1 or > PlansMax)
            throw new ArgumentException($"A menu has 1 to {PlansMax} plans, not {plans.Length}.", nameof(plans));
        if (plans.DistinctBy(plan => plan.Name, StringComparer.Ordinal).Count() < plans.Length)
            throw new ArgumentException("Two plans have the same name.", nameof(plans));
        Plans = plans;
        Stages = [.. plans.SelectMany(plan => plan.Stages).DistinctBy(stage => stage.Name, StringComparer.Ordinal)];
        if (Stages.Count > StagesMax)
            throw new ArgumentException($"A menu has at most {StagesMax} different steps, not {Stages.Count}.", nameof(plans));
        _stages = [.. plans.Select(plan => plan.Stages.Select(stage => StageNumber(stage.Name)).ToArray())];
        _after = [.. plans.Select(AfterOf)];
        _subPlans = [.. plans.Select(plan => plan.SubPlans.Select(PlanNumber).ToArray())];
    }

    /// <summary>The plans by number.</summary>
    public IReadOnlyList<TaskPlan> Plans { get; }

    /// <summary>The steps of all plans by number; a step's prior is that of the first plan that has it.</summary>
    public IReadOnlyList<TaskStage> Stages { get; }

    /// <summary>A plan's number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such plan.</exception>
    public int PlanNumber(string name) => Find(Plans.Select(plan => plan.Name), name, "plan");

    /// <summary>A step's number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">No plan has such a step.</exception>
    public int StageNumber(string name) => Find(Stages.Select(stage => stage.Name), name, "step");

    /// <summary>The numbers of a plan's steps, each after those that it waits for.</summary>
    /// <param name="plan">The plan's number.</param>
    public ReadOnlySpan<int> StagesOf(int plan) => _stages[plan];

    /// <summary>The numbers of the plans that a run of a plan judges too.</summary>
    /// <param name="plan">The plan's number.</param>
    public ReadOnlySpan<int> SubPlansOf(int plan) => _subPlans[plan];

    /// <summary>How long a plan takes when its steps wait for nothing but each other: its longest path.</summary>
    /// <param name="plan">The plan's number.</param>
    /// <param name="latencies">The latency of every step of the menu, in seconds.</param>
    /// <returns>Seconds.</returns>
    public double CriticalPath(int plan, ReadOnlySpan<double> latencies)
    {
        Span<double> done = stackalloc double[StagesMax];
        int[] stages = _stages[plan];
        int[][] after = _after[plan];
        double last = 0;
        for (int i = 0; i < stages.Length; i++)
        {
            double start = 0;
            foreach (int before in after[i])
                start = Math.Max(start, done[before]);
            double end = start + latencies[stages[i]];
            done[stages[i]] = end;
            last = Math.Max(last, end);
        }

        return last;
    }

    /// <summary>Whether a plan uses one of these steps.</summary>
    /// <param name="plan">The plan's number.</param>
    /// <param name="stages">The steps' names.</param>
    public bool Uses(int plan, IReadOnlyCollection<string> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return stages.Count > 0 && Plans[plan].Stages.Any(stage => stages.Contains(stage.Name));
    }

    private static int Find(IEnumerable<string> names, string wanted, string kind)
    {
        int number = 0;
        foreach (string name in names)
        {
            if (name == wanted)
                return number;
            number++;
        }

        throw new ArgumentException($"The menu has no {kind} '{wanted}'.", nameof(wanted));
    }

    private int[][] AfterOf(TaskPlan plan)
    {
        HashSet<string> done = new(StringComparer.Ordinal);
        List<int[]> after = [];
        foreach (TaskStage stage in plan.Stages)
        {
            if (stage.After.FirstOrDefault(before => !done.Contains(before)) is { } missing)
                throw new ArgumentException(
                    $"In plan '{plan.Name}' the step '{stage.Name}' waits for '{missing}', which does not come before it.",
                    nameof(plan)
                );
            if (!done.Add(stage.Name))
                throw new ArgumentException($"Plan '{plan.Name}' has the step '{stage.Name}' twice.", nameof(plan));
            after.Add([.. stage.After.Select(StageNumber)]);
        }

        return [.. after];
    }
}
