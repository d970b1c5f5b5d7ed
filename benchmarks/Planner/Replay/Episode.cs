using RagCluster.PlannerBenchmark.Matrices;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>What happens in a run.</summary>
internal sealed record Episode
{
    internal required OutcomeMatrix Matrix { get; init; }

    internal required Prices Prices { get; init; }

    internal int Queries { get; init; } = 6000;

    internal double QueriesPerSecond { get; init; } = 10;

    internal double LabelRate { get; init; } = 0.3;

    /// <summary>Queries of each class that are run with every plan beforehand.</summary>
    internal int GoldenPerClass { get; init; } = 30;

    /// <summary>How much slower a step becomes for a sixth of the run.</summary>
    internal double SlowFactor { get; init; } = 8;

    internal required string SlowStage { get; init; }

    /// <summary>The step is slow from here on.</summary>
    internal int SlowFrom => Queries / 6;

    internal int SlowUntil => Queries / 3;

    /// <summary>The corpus changes here.</summary>
    internal int ChangeAt => Queries * 7 / 12;

    /// <summary>How often the verdict on a contained plan is wrong.</summary>
    internal double SideError { get; init; } = 0.1;
}
