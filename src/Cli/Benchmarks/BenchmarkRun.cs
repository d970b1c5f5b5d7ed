namespace RagCluster.Cli.Benchmarks;

/// <summary>What a benchmark is told.</summary>
/// <param name="Checkout">The sources.</param>
/// <param name="IsQuick">Whether a short run is wanted: fewer calls, coarser figures.</param>
internal sealed record BenchmarkRun(Checkout Checkout, bool IsQuick);
