namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>A way to choose plans. Sees what it chose and nothing else.</summary>
internal interface IPolicy
{
    /// <summary>Whether the run keeps breakers for it.</summary>
    bool HasBreaker { get; }

    /// <summary>Whether a breaker is tried off the user's path rather than on it.</summary>
    bool ProbesInShadow { get; }

    int Choose(Turn turn);

    void Learn(Turn turn, Outcome outcome);

    /// <summary>Plans to run on a labelled query off the user's path.</summary>
    IReadOnlyList<int> Shadow(Turn turn);

    /// <summary>
    /// The corpus changed: the share of each class's citations that lie in changed documents, and the golden set run again.
    /// </summary>
    void Change(double[] changedShares, Golden golden);
}
