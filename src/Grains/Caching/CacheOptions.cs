using System.Globalization;
using RagCluster.Caching.Eviction;

namespace RagCluster.Grains.Caching;

/// <summary>
/// The cache of answers. Section <c>Cache</c>: <c>RAG__Cache__L1Entries</c> and so on; docs/caching.md tells what the tiers are.
/// </summary>
public sealed class CacheOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cache";

    /// <summary>The most queries that are remembered for warming: one value in the store.</summary>
    internal const int WarmQueriesMax = 500;

    private const int EntriesMax = 100_000_000;

    // Below, most pairs ask for different things.
    private const double SemanticThresholdMin = 0.8;

    /// <summary>Whether answers are cached.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Entries in the memory of each silo.</summary>
    public int L1Entries { get; set; } = 2_000;

    /// <summary>Bytes that they take there at most: a silo's memory is bounded by bytes, whatever the passages' length.</summary>
    public long L1BytesMax { get; set; } = 8 << 20;

    /// <summary>How long they stay there.</summary>
    public TimeSpan L1TimeToLive { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Entries in the memory of all silos together.</summary>
    public int L2Entries { get; set; } = 20_000;

    /// <summary>Bytes that they take there at most. What leaves goes on to the store.</summary>
    public long L2BytesMax { get; set; } = 16 << 20;

    /// <summary>How long they stay there.</summary>
    public TimeSpan L2TimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Entries in the store.</summary>
    public int L3Entries { get; set; } = 200_000;

    /// <summary>How long they stay there, and how long an answer is returned after it was computed, by whichever tier.</summary>
    public TimeSpan L3TimeToLive { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What leaves a full tier.</summary>
    public EvictionPolicy EvictionPolicy { get; set; } = EvictionPolicy.Adaptive;

    /// <summary>
    /// How long an answer is returned, by whichever tier, that found nothing. A write ends it at once; this only bounds what it costs to
    /// remember.
    /// </summary>
    public TimeSpan NegativeTimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time that a look-up in a lower tier is worth at least. Otherwise it is worth what values of its kind take to be made: it is
    /// given up after that (within 4 to 250 ms), and not begun where it usually takes longer.
    /// </summary>
    public TimeSpan LookUpMin { get; set; }

    /// <summary>
    /// From which cosine of their embeddings on a question may get the answer to a near one, when words that turn it round do not tell the
    /// two apart; 0 for never. docs/caching.md has what it costs.
    /// </summary>
    public double SemanticThreshold { get; set; }

    /// <summary>
    /// How many of the queries that were asked most lately a silo asks itself when it has started; 0 for none, and then none are kept.
    /// </summary>
    public int WarmQueries { get; set; } = 100;

    /// <summary>How long it does so at most.</summary>
    public TimeSpan WarmMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a silo that ends takes at most to hand what its parts of the second tier hold down to the third; zero hands nothing down.
    /// </summary>
    public TimeSpan HandDownMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What takes more bytes is not kept, so that no answer pushes many others out.</summary>
    public int EntryBytesMax { get; set; } = 256 * 1024;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (
            (string name, int entries) in new[]
            {
                (nameof(L1Entries), L1Entries),
                (nameof(L2Entries), L2Entries),
                (nameof(L3Entries), L3Entries),
            }
        )
        {
            if (entries is < 1 or > EntriesMax)
                yield return $"RAG__Cache__{name} is {entries}: set it between 1 and {EntriesMax}, or "
                    + $"RAG__Cache__IsOn to false for no cache.";
        }

        if (L1BytesMax < EntryBytesMax)
            yield return $"RAG__Cache__{nameof(L1BytesMax)} is {L1BytesMax}, less than one entry of RAG__Cache__{nameof(EntryBytesMax)} "
                + $"({EntryBytesMax}): set it to that or more.";
        if (L2BytesMax / CachePartitions.Count < EntryBytesMax)
        {
            yield return $"RAG__Cache__{nameof(L2BytesMax)} is {L2BytesMax}, less than an entry of RAG__Cache__{nameof(EntryBytesMax)} "
                + $"({EntryBytesMax}) "
                + $"for each of its {CachePartitions.Count} parts: set it to {(long)EntryBytesMax * CachePartitions.Count} or more.";
        }

        (string, TimeSpan)[] times =
        [
            (nameof(L1TimeToLive), L1TimeToLive),
            (nameof(L2TimeToLive), L2TimeToLive),
            (nameof(L3TimeToLive), L3TimeToLive),
            (nameof(NegativeTimeToLive), NegativeTimeToLive),
        ];
        foreach ((string name, TimeSpan time) in times)
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(365))
                yield return $"RAG__Cache__{name} is {time}: set a positive time up to 365.00:00:00.";
        }

        if (NegativeTimeToLive > L3TimeToLive)
            yield return $"RAG__Cache__{nameof(NegativeTimeToLive)} is {NegativeTimeToLive}, longer than "
                + $"RAG__Cache__{nameof(L3TimeToLive)} ({L3TimeToLive}): nothing is kept longer than that.";
        if (LookUpMin < TimeSpan.Zero || LookUpMin > TimeSpan.FromMinutes(1))
            yield return $"RAG__Cache__{nameof(LookUpMin)} is {LookUpMin}: set it between 00:00:00 and 00:01:00.";
        if (SemanticThreshold is not (0 or (>= SemanticThresholdMin and <= 1)))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"RAG__Cache__{nameof(SemanticThreshold)} is {SemanticThreshold}: set it between {SemanticThresholdMin} and 1, "
                    + $"or to 0 for no such hits."
            );
        if (WarmQueries is < 0 or > WarmQueriesMax)
            yield return $"RAG__Cache__{nameof(WarmQueries)} is {WarmQueries}: set it between 0 and {WarmQueriesMax}.";
        if (WarmMax <= TimeSpan.Zero || WarmMax > TimeSpan.FromMinutes(10))
            yield return $"RAG__Cache__{nameof(WarmMax)} is {WarmMax}: set it between 00:00:01 and 00:10:00, or "
                + $"RAG__Cache__{nameof(WarmQueries)} to 0.";
        if (HandDownMax < TimeSpan.Zero || HandDownMax > TimeSpan.FromMinutes(10))
            yield return $"RAG__Cache__{nameof(HandDownMax)} is {HandDownMax}: set it between 00:00:00 and 00:10:00.";
        if (!Enum.IsDefined(EvictionPolicy))
            yield return $"RAG__Cache__{nameof(EvictionPolicy)} is {EvictionPolicy}: set it to adaptive, lru or lfu.";
        if (EntryBytesMax is < 1024 or > 64 * 1024 * 1024)
            yield return $"RAG__Cache__{nameof(EntryBytesMax)} is {EntryBytesMax}: set it between 1024 and 67108864.";
    }
}
