namespace RagCluster.AnswersBenchmark;

/// <summary>What the program prints: one figure a line, "case,figure,value,unit".</summary>
internal static class Figures
{
    internal static void Print(string row, string figure, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{row},{figure},{value:0.##},{unit}"));

    /// <summary>A share in percent; of nothing it is 0.</summary>
    internal static double Share(int part, int whole) => whole == 0 ? 0 : 100.0 * part / whole;
}
