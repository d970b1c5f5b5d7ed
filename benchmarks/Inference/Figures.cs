namespace RagCluster.InferenceBenchmark;

/// <summary>Prints figures as lines that `rag bench` reads.</summary>
internal static class Figures
{
    internal static void Print(string @case, string name, double value, string unit) =>
        Console.WriteLine(
            Math.Abs(value) >= 10_000
                ? FormattableString.Invariant($"{@case},{name},{value:0},{unit}")
                : FormattableString.Invariant($"{@case},{name},{value:G5},{unit}")
        );
}
