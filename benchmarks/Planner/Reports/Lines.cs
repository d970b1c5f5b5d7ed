namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>Prints lines "case,figure,value,unit" for benchmarks/results.</summary>
internal static class Lines
{
    internal static void Print(string @case, string figure, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{@case},{figure},{value:0.####},{unit}"));

    internal static void Print(string @case, string figure, Spread spread, string unit)
    {
        Print(@case, figure, spread.Mean, unit);
        Print(@case, $"{figure} ±95 %", spread.HalfWidth, unit);
    }
}
