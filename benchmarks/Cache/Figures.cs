namespace RagCluster.Cache;

/// <summary>What the program prints: one figure a line, "case,figure,value,unit".</summary>
internal static class Figures
{
    internal static void Print(string row, string figure, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{row},{figure},{value:0.##},{unit}"));
}
