namespace RagCluster.InferenceBenchmark;

/// <summary>Prints figures as lines that `rag bench` reads.</summary>
internal static class Figures
{
    internal static void Print(string @case, string name, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{@case},{name},{value:G5},{unit}"));
}
