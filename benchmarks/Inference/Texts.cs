namespace RagCluster.InferenceBenchmark;

/// <summary>Token ids of given lengths: real ones are no different to the arithmetic.</summary>
internal static class Texts
{
    private const int FirstWord = 1996;
    private const int LastWord = 29_000;

    /// <summary>Texts of one length.</summary>
    internal static int[][] Of(int count, int length, int seed) => Create(count, _ => length, seed);

    /// <summary>Texts from 8 to 256 tokens, short ones more often, as chunks and queries of a corpus are.</summary>
    internal static int[][] Mixed(int count, int seed) => Create(count, random => (int)(8 * Math.Pow(32, random.NextDouble())), seed);

    private static int[][] Create(int count, Func<Random, int> length, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Row(length(random), random))];
    }

    private static int[] Row(int length, Random random) =>
        [101, .. Enumerable.Range(0, length - 2).Select(_ => random.Next(FirstWord, LastWord)), 102];
}
