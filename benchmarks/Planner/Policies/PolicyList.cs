namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>The task planner's competitors with their grids.</summary>
internal static class PolicyList
{
    internal const string Argmax = "argmax per class + breaker";
    internal const string ArgmaxRetuned = "argmax per class + breaker + re-tuned";
    internal const string FixedBreaker = "fixed + breaker";
    internal const string Design = "task planner";

    private static readonly bool[] Breakers = [false, true];
    private static readonly double[] Discounts = [0.99, 0.997, 0.999];

    internal static IEnumerable<PolicyCandidate> Baselines(IReadOnlyList<string> plans) =>
        [
            .. plans.Select((name, plan) => new PolicyCandidate($"fixed: {name}", "", run => FixedPolicy.Of(run.Golden, plan))),
            new(FixedBreaker, "", run => new FixedPolicy(run.Golden, isPerClass: false, hasBreaker: true, isRetuned: false)),
            new(Argmax, "", run => new FixedPolicy(run.Golden, isPerClass: true, hasBreaker: true, isRetuned: false)),
            new(ArgmaxRetuned, "", run => new FixedPolicy(run.Golden, isPerClass: true, hasBreaker: true, isRetuned: true)),
            .. Bandits("ε-greedy", IndexRule.EpsilonGreedy, [0.01, 0.03, 0.1], [1]),
            .. Bandits("UCB1", IndexRule.UpperConfidence, [0.02, 0.05, 0.1, 0.3], [1]),
            .. Bandits("discounted UCB", IndexRule.UpperConfidence, [0.02, 0.05, 0.1], Discounts),
            .. Bandits("Thompson sampling", IndexRule.Thompson, [0.1, 0.25, 0.5], [1]),
            .. Bandits("discounted Thompson sampling", IndexRule.Thompson, [0.1, 0.25], Discounts),
            .. from rate in (double[])[0.02, 0.05, 0.1]
            from hasBreaker in Breakers
            select new PolicyCandidate("EXP3", Words($"γ {rate}", hasBreaker), run => new Exp3Policy(run.Golden, rate, hasBreaker)),
        ];

    internal static PolicyCandidate Planner(string name, PlannerSwitches switches, double labelRate) =>
        new(name, "", run => new PlannerPolicy(run.Golden, switches, run.LabelsPerHour, labelRate));

    private static IEnumerable<PolicyCandidate> Bandits(string name, IndexRule rule, double[] strengths, double[] discounts) =>
        from strength in strengths
        from discount in discounts
        from hasBreaker in Breakers
        select new PolicyCandidate(
            name,
            Words(
                FormattableString.Invariant($"{strength}{(discount < 1 ? FormattableString.Invariant($", discount {discount}") : "")}"),
                hasBreaker
            ),
            run => new BanditPolicy(run.Golden, rule, strength, discount, hasBreaker)
        );

    private static string Words(string settings, bool hasBreaker) => hasBreaker ? $"{settings}, breaker" : settings;
}
