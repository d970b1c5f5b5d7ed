using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>The outcome of every plan for every query of a collection, before and after a change of its corpus.</summary>
internal sealed class OutcomeMatrix
{
    // Fewer queries than this tell nothing of a class by itself.
    private const int ClassMin = 30;

    internal OutcomeMatrix(string name, PlanMenu menu, IReadOnlyList<OutcomeRow> before, IReadOnlyList<OutcomeRow> after)
    {
        Name = name;
        Menu = menu;
        HashSet<string> large = [.. before.GroupBy(row => row.Class).Where(group => group.Count() >= ClassMin).Select(group => group.Key)];
        Before = [.. before.Select(row => large.Contains(row.Class) ? row : row with { Class = "pooled" })];
        After = [.. after.Select(row => large.Contains(row.Class) ? row : row with { Class = "pooled" })];
        Classes = [.. Before.Select(row => row.Class).Distinct().Order(StringComparer.Ordinal)];
    }

    internal string Name { get; }

    internal PlanMenu Menu { get; }

    internal IReadOnlyList<OutcomeRow> Before { get; }

    internal IReadOnlyList<OutcomeRow> After { get; }

    internal IReadOnlyList<string> Classes { get; }

    /// <summary>The share of each class's citations that lie in documents that the change touched.</summary>
    internal Func<string, double> ChangedShare { get; init; } = _ => 1;
}
