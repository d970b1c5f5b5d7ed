namespace RagCluster.Cache.Traces;

/// <summary>
/// A sequence of keys that a cache is asked for. The generated ones are the shapes on which eviction policies are known to differ; each is
/// the same for the same seed.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Keys">The keys, in the order of the requests.</param>
public sealed record CacheTrace(string Name, IReadOnlyList<int> Keys)
{
    // Keys of scans and bursts start here, above those of all questions.
    private const int OnceBase = 100_000_000;
    private const double Exponent = 1;

    /// <summary>All generated traces for a cache of a size.</summary>
    /// <param name="cacheEntries">The cache's entries: the lengths of scans and loops and the number of questions follow it.</param>
    /// <param name="length">The number of requests.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<CacheTrace> All(int cacheEntries, int length, int seed) =>
        [
            Zipf(cacheEntries * 5, length, seed),
            ShiftingZipf(cacheEntries * 5, length, seed),
            Scan(cacheEntries, length, seed),
            Loop(cacheEntries, length),
            Mixed(cacheEntries, length, seed),
        ];

    /// <summary>Independent requests, the question of rank r in proportion to 1/r.</summary>
    /// <param name="questions">The number of questions.</param>
    /// <param name="length">The number of requests.</param>
    /// <param name="seed">The seed.</param>
    public static CacheTrace Zipf(int questions, int length, int seed)
    {
        Random random = new(seed);
        ZipfKeys ranks = new(questions, Exponent);
        return new("zipf", Make(length, _ => ranks.Next(random)));
    }

    /// <summary>
    /// As <see cref="Zipf"/>, but ten times in the trace every question moves by a tenth of all ranks, so that all that was asked for most
    /// is asked for seldom at once.
    /// </summary>
    /// <param name="questions">The number of questions.</param>
    /// <param name="length">The number of requests.</param>
    /// <param name="seed">The seed.</param>
    public static CacheTrace ShiftingZipf(int questions, int length, int seed)
    {
        Random random = new(seed);
        ZipfKeys ranks = new(questions, Exponent);
        int phase = Math.Max(1, length / 10);
        int shift = Math.Max(1, questions / 10);
        return new("shifting-zipf", Make(length, i => (ranks.Next(random) + (i / phase * shift)) % questions));
    }

    /// <summary>
    /// Zipf requests, interrupted by runs of keys that are asked for once; a run is as long as the cache is large, and they are a third of
    /// all.
    /// </summary>
    /// <param name="cacheEntries">The cache's entries.</param>
    /// <param name="length">The number of requests.</param>
    /// <param name="seed">The seed.</param>
    public static CacheTrace Scan(int cacheEntries, int length, int seed)
    {
        Random random = new(seed);
        ZipfKeys ranks = new(cacheEntries * 5, Exponent);
        return new("scan", Make(length, i => i / cacheEntries % 3 == 2 ? OnceBase + i : ranks.Next(random)));
    }

    /// <summary>The same keys in the same order again and again, half as many more as the cache has entries.</summary>
    /// <param name="cacheEntries">The cache's entries.</param>
    /// <param name="length">The number of requests.</param>
    public static CacheTrace Loop(int cacheEntries, int length)
    {
        int period = cacheEntries + (cacheEntries / 2);
        return new("loop", Make(length, i => i % period));
    }

    /// <summary>
    /// Five phases of equal length: Zipf, conversations (new questions that are asked again a few times within the next requests, then
    /// never: recency alone predicts them), a scan within Zipf, a loop, and conversations beside Zipf.
    /// </summary>
    /// <param name="cacheEntries">The cache's entries.</param>
    /// <param name="length">The number of requests.</param>
    /// <param name="seed">The seed.</param>
    public static CacheTrace Mixed(int cacheEntries, int length, int seed)
    {
        Random random = new(seed);
        ZipfKeys ranks = new(cacheEntries * 5, Exponent);
        int phase = Math.Max(1, (length + 4) / 5);
        int period = cacheEntries + (cacheEntries / 2);
        return new(
            "mixed",
            Make(
                length,
                i =>
                    (i / phase) switch
                    {
                        0 => ranks.Next(random),
                        1 => Conversation(i),
                        2 => i / cacheEntries % 3 == 2 ? OnceBase + i : ranks.Next(random),
                        3 => i % period,
                        _ => random.Next(2) == 0 ? Conversation(i) : ranks.Next(random),
                    }
            )
        );

        // Every eighth request or so is new; the rest go back by a time spread evenly over half the cache's entries of new ones.
        int Conversation(int i) => (2 * OnceBase) + Math.Max(0, (i / 8) - random.Next(cacheEntries / 2));
    }

    private static int[] Make(int length, Func<int, int> key)
    {
        int[] keys = new int[length];
        for (int i = 0; i < length; i++)
            keys[i] = key(i);
        return keys;
    }
}
