namespace RagCluster.Benchmarks;

/// <summary>What a benchmark is told.</summary>
/// <param name="Checkout">The sources.</param>
/// <param name="IsQuick">Whether a short run is wanted: fewer calls, coarser figures.</param>
/// <param name="Arguments">What the benchmark's program is given instead of its usual arguments; empty for those.</param>
internal sealed record BenchmarkRun(Checkout Checkout, bool IsQuick, IReadOnlyList<string> Arguments)
{
    /// <summary>The folder with questions over documentation that are asked instead of the usual ones; null for those.</summary>
    internal string? Documents { get; init; }

    /// <summary>What the figures' file says of the run.</summary>
    internal string Mode =>
        Documents is not null ? "docs"
        : Arguments.Count > 0 ? string.Join(' ', Arguments)
        : IsQuick ? "quick"
        : "full";
}
