namespace RagCluster.Inference.Batching;

/// <summary>
/// Waiting rows of one model and priority: by age, and in buckets by length, so that rows of like length are found at once.
/// </summary>
internal sealed class LengthBuckets
{
    /// <summary>Up to this length a bucket holds one length only: sorting is exact for BERT's 512 tokens.</summary>
    private const int BucketsMax = 1024;

    private readonly LinkedList<BatchItem> _byAge = new();
    private readonly LinkedList<BatchItem>?[] _buckets;
    private readonly int _width;

    public LengthBuckets(int rowTokensMax)
    {
        _width = (rowTokensMax / BucketsMax) + 1;
        _buckets = new LinkedList<BatchItem>?[(rowTokensMax / _width) + 1];
    }

    /// <summary>The tokens that wait, without padding.</summary>
    public long Tokens { get; private set; }

    public int Count => _byAge.Count;

    /// <summary>The row that has waited longest; null when none waits.</summary>
    public BatchItem? Oldest => _byAge.First?.Value;

    /// <summary>When the oldest row was queued; only while one waits.</summary>
    public long OldestAt => Oldest!.Request.QueuedAt;

    /// <summary>The rows, the oldest first.</summary>
    public IEnumerable<BatchItem> All() => _byAge;

    public void Add(BatchItem item)
    {
        _byAge.AddLast(item.ByAge);
        (_buckets[Bucket(item)] ??= new LinkedList<BatchItem>()).AddLast(item.ByLength);
        Tokens += item.Length;
    }

    public void Remove(BatchItem item)
    {
        _byAge.Remove(item.ByAge);
        item.ByLength.List!.Remove(item.ByLength);
        Tokens -= item.Length;
    }

    /// <summary>
    /// Takes a batch: the oldest row and those of the nearest lengths, as long as they fit and little is padding. The oldest leads so that
    /// an odd length does not wait for company that never comes.
    /// </summary>
    public List<BatchItem> Take(int textsMax, int tokensMax)
    {
        BatchItem lead = Oldest ?? throw new InvalidOperationException("Nothing waits.");
        BatchDraft draft = new(lead, textsMax, tokensMax);
        Remove(lead);
        int below = Bucket(lead);
        int above = below + 1;
        while (true)
        {
            below = NextBelow(below);
            above = NextAbove(above);
            bool hasBelow = below >= 0;
            bool hasAbove = above < _buckets.Length;
            if (!hasBelow && !hasAbove)
                break;
            // The nearer length first: it costs the least padding.
            bool isBelow = hasBelow && (!hasAbove || Bucket(lead) - below <= above - Bucket(lead));
            BatchItem next = _buckets[isBelow ? below : above]!.First!.Value;
            if (draft.TryAdd(next))
                Remove(next);
            else if (isBelow)
                below = -1;
            else
                above = _buckets.Length;
        }

        return draft.Items;
    }

    private int NextBelow(int bucket)
    {
        while (bucket >= 0 && _buckets[bucket] is null or { Count: 0 })
            bucket--;
        return bucket;
    }

    private int NextAbove(int bucket)
    {
        while (bucket < _buckets.Length && _buckets[bucket] is null or { Count: 0 })
            bucket++;
        return bucket;
    }

    private int Bucket(BatchItem item) => Math.Min(item.Length / _width, _buckets.Length - 1);
}
