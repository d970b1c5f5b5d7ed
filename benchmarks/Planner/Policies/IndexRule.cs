namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>How a bandit weighs a plan.</summary>
internal enum IndexRule
{
    /// <summary>The best mean, or with probability ε any plan.</summary>
    EpsilonGreedy,

    /// <summary>
    /// Mean + c √(ln n / n_p): P. Auer, N. Cesa-Bianchi and P. Fischer, 2002; discounted: A. Garivier and E. Moulines, 2011.
    /// </summary>
    UpperConfidence,

    /// <summary>Mean + σ z / √(n_p + 1), z normal: Thompson sampling with normal rewards.</summary>
    Thompson,
}
