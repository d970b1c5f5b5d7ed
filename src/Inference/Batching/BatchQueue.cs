namespace RagCluster.Inference.Batching;

/// <summary>
/// What waits for one device, and which rows run next. Pure: knows neither threads nor timers, and its clock is given.
/// <para>
/// Order: the most urgent priority first, and in it the row that has waited longest with the rows nearest to its length. Against starvation
/// a row that has waited longer than its patience (reindex 2 s, bulk 5 s) is overdue, and of every four batches one goes to the longest
/// overdue row. So a bulk row waits at most 5 s and four times the work that is queued before it; the queue is bounded.
/// </para>
/// <para>
/// A query waits for the batch that runs when it arrives. So while queries come, batches of the other priorities are cut to what the device
/// does in <see cref="BatchLimits.BulkTimeMax"/>, but not below a quarter of their size, where the device would lose more than the
/// query wins.
/// </para>
/// <para>
/// A batch that is not full waits for company only under load: not at all below half load, at most <see cref="BatchLimits.WaitMax"/> at
/// full load (a tenth of it for interactive rows), and never longer than the arrival rate needs to fill it. Load and company are those of
/// the row's own priority and of more urgent ones: bulk rows that come in thousands are no reason to keep a query waiting. And it waits
/// only as far as that has brought company before: a single caller who awaits each answer would otherwise make the device wait for a call
/// that cannot come.
/// </para>
/// </summary>
internal sealed class BatchQueue
{
    /// <summary>Of so many batches one is for overdue rows.</summary>
    internal const int OverdueTurn = 4;

    /// <summary>Load below which waiting wins nothing: the device is free when the next row comes.</summary>
    private const double LoadWithoutWait = 0.5;

    private const double InteractiveWaitShare = 0.1;

    /// <summary>Before the first measurement; a processor core embeds about 9,000 tokens a second with a six-layer model.</summary>
    private const double ServiceRateAtStart = 10_000;

    private const double TimeAtStartSeconds = 0.1;
    private const double RateDecay = 0.9;
    private const double CompanyStep = 0.1;
    private const int CutMax = 4;

    /// <summary>After the last query others are expected for so long: people and the programs that ask for them come in bursts.</summary>
    private static readonly TimeSpan QueriesExpected = TimeSpan.FromSeconds(2);

    /// <summary>A batch that does not fit after all costs a device some milliseconds; so seldom that is nothing.</summary>
    internal static readonly TimeSpan GrowthPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(60);
    private static readonly int PriorityCount = Enum.GetValues<BatchPriority>().Length;

    private readonly BatchLimits _limits;
    private readonly TimeProvider _time;
    private readonly TokenRate[] _arrivals;
    private readonly Dictionary<IBatchModel, LengthBuckets>[] _lanes;
    private int _runs = 1;

    // What the last batches held and took. Summed, so that a query of a few tokens counts for little: it says nothing of a full batch.
    private double _ranTokens = ServiceRateAtStart * TimeAtStartSeconds;
    private double _ranSeconds = TimeAtStartSeconds;
    private long? _lastQueryAt;
    private long _shrunkAt;
    private int _sinceOverdue;

    // By priority. Invariant: 0 to 1. Grows with every batch that joins callers, is halved by every wait that joined none.
    private readonly double[] _company = new double[PriorityCount];
    private BatchRequest? _delayedFor;

    public BatchQueue(BatchLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _arrivals = [.. Enumerable.Range(0, PriorityCount).Select(_ => new TokenRate(time))];
        TokensMax = limits.TokensMax;
        _lanes = [.. Enumerable.Range(0, PriorityCount).Select(_ => new Dictionary<IBatchModel, LengthBuckets>())];
    }

    /// <summary>The tokens that wait.</summary>
    public long Tokens { get; private set; }

    /// <summary>The rows that wait.</summary>
    public int Count { get; private set; }

    /// <summary>The most tokens of a batch now: less than the limit after the device ran out of memory.</summary>
    public int TokensMax { get; private set; }

    /// <summary>How long a row of the priority waits before it is overdue.</summary>
    public static TimeSpan Patience(BatchPriority priority) =>
        priority switch
        {
            BatchPriority.Interactive => TimeSpan.Zero,
            BatchPriority.Reindex => TimeSpan.FromSeconds(2),
            _ => TimeSpan.FromSeconds(5),
        };

    /// <summary>Queues all rows of a request, or none.</summary>
    /// <exception cref="BatchOverloadedException">Too much waits already.</exception>
    public void Add(BatchRequest request)
    {
        long room = Room(request.Priority);
        // A request larger than the room for its kind must get in some time: when nothing else waits.
        if (Count > 0 && Tokens + request.Tokens > room)
            throw Overloaded(Tokens + request.Tokens - room);
        request.QueuedAt = _time.GetTimestamp();
        Dictionary<IBatchModel, LengthBuckets> lanes = _lanes[(int)request.Priority];
        if (!lanes.TryGetValue(request.Model, out LengthBuckets? lane))
            lanes.Add(request.Model, lane = new LengthBuckets(request.Model.RowTokensMax));
        foreach (BatchItem item in request.Items)
            lane.Add(item);
        Tokens += request.Tokens;
        Count += request.Items.Length;
        _arrivals[(int)request.Priority].Add(request.Tokens);
        if (request.Priority == BatchPriority.Interactive)
            _lastQueryAt = request.QueuedAt;
    }

    /// <summary>Takes out the rows of a request that still wait.</summary>
    public void Remove(BatchRequest request)
    {
        if (!_lanes[(int)request.Priority].TryGetValue(request.Model, out LengthBuckets? lane))
            return;
        foreach (BatchItem item in request.Items.Where(item => item.IsWaiting))
        {
            lane.Remove(item);
            Tokens -= item.Length;
            Count--;
        }
    }

    /// <summary>Forgets a model that is unloaded, so that nothing of it stays in memory.</summary>
    /// <returns>The requests that still waited for it.</returns>
    public BatchRequest[] Forget(IBatchModel model)
    {
        BatchRequest[] waiting = Waiting(lanes => lanes.Where(lane => lane.Key == model));
        foreach (Dictionary<IBatchModel, LengthBuckets> lanes in _lanes)
            lanes.Remove(model);
        return waiting;
    }

    /// <summary>All requests that still wait.</summary>
    public BatchRequest[] Drain() => Waiting(lanes => lanes);

    /// <summary>Takes the rows that run next.</summary>
    /// <param name="wait">When there is nothing to run yet: the time after which to ask again, or null when nothing waits.</param>
    /// <returns>The rows, all of one model; null when nothing is to run now.</returns>
    public List<BatchItem>? Take(out TimeSpan? wait)
    {
        wait = null;
        (BatchPriority Priority, LengthBuckets Lane)? urgent = MostUrgent();
        if (urgent is null)
            return null;
        (BatchPriority Priority, LengthBuckets Lane)? overdue = Overdue();
        bool isOverdueTurn = overdue is not null && (_sinceOverdue >= OverdueTurn - 1 || overdue.Value.Priority == urgent.Value.Priority);
        (BatchPriority priority, LengthBuckets lane) = isOverdueTurn ? overdue!.Value : urgent.Value;
        TimeSpan left = isOverdueTurn ? TimeSpan.Zero : WaitLeft(priority, lane);
        if (left > TimeSpan.Zero)
        {
            wait = left;
            _delayedFor = lane.Oldest!.Request;
            return null;
        }

        _sinceOverdue = isOverdueTurn || overdue is null ? 0 : _sinceOverdue + 1;
        List<BatchItem> batch = lane.Take(_limits.TextsMax, Math.Max(1, (int)(TokensMaxOf(priority) * _limits.TokensShare())));
        Count -= batch.Count;
        Tokens -= batch.Sum(item => (long)item.Length);
        LearnCompany(batch);
        return batch;
    }

    /// <summary>Learns the device's speed.</summary>
    /// <param name="tokens">The tokens of a batch that ran.</param>
    /// <param name="took">Its time.</param>
    /// <param name="runs">How many such batches run at the same time.</param>
    public void Ran(long tokens, TimeSpan took, int runs)
    {
        if (TokensMax < _limits.TokensMax && _time.GetElapsedTime(_shrunkAt) >= GrowthPause)
        {
            TokensMax = Math.Min(_limits.TokensMax, TokensMax * 2);
            _shrunkAt = _time.GetTimestamp();
        }

        if (took <= TimeSpan.Zero)
            return;
        _runs = runs;
        _ranTokens = (_ranTokens * RateDecay) + tokens;
        _ranSeconds = (_ranSeconds * RateDecay) + took.TotalSeconds;
    }

    /// <summary>
    /// The device ran out of memory: smaller batches from now on. It may be free again, so that after each <see cref="GrowthPause"/>
    /// without such a failure twice as many tokens are tried.
    /// </summary>
    /// <param name="tokens">The tokens, padding counted, of the batch that did not fit.</param>
    /// <returns>Whether the batches were larger before.</returns>
    public bool HalveTokens(int tokens)
    {
        int before = TokensMax;
        TokensMax = Math.Min(TokensMax, Math.Max(1, tokens / 2));
        _shrunkAt = _time.GetTimestamp();
        return TokensMax < before;
    }

    // Tokens a second of one run, and of all that go on at the same time.
    private double RunRate => _ranTokens / _ranSeconds;

    private double ServiceRate => RunRate * _runs;

    private long Room(BatchPriority priority) =>
        priority switch
        {
            BatchPriority.Interactive => _limits.QueueTokensMax,
            BatchPriority.Reindex => _limits.QueueTokensMax * 3L / 4,
            _ => _limits.QueueTokensMax / 2,
        };

    private BatchOverloadedException Overloaded(long excess)
    {
        TimeSpan delay = TimeSpan.FromSeconds(Math.Min(excess / Math.Max(ServiceRate, 1), RetryMax.TotalSeconds));
        return new BatchOverloadedException(
            $"The model's queue is full: {Count} texts with {Tokens} tokens wait.",
            delay < RetryMin ? RetryMin : delay
        );
    }

    private (BatchPriority Priority, LengthBuckets Lane)? MostUrgent()
    {
        for (int priority = 0; priority < _lanes.Length; priority++)
        {
            if (OldestLane((BatchPriority)priority) is { } lane)
                return ((BatchPriority)priority, lane);
        }

        return null;
    }

    private (BatchPriority Priority, LengthBuckets Lane)? Overdue()
    {
        (BatchPriority Priority, LengthBuckets Lane)? longest = null;
        for (BatchPriority priority = BatchPriority.Reindex; priority <= BatchPriority.Bulk; priority++)
        {
            if (
                OldestLane(priority) is { } lane
                && _time.GetElapsedTime(lane.OldestAt) >= Patience(priority)
                && (longest is null || lane.OldestAt < longest.Value.Lane.OldestAt)
            )
            {
                longest = (priority, lane);
            }
        }

        return longest;
    }

    private LengthBuckets? OldestLane(BatchPriority priority)
    {
        LengthBuckets? oldest = null;
        foreach (LengthBuckets lane in _lanes[(int)priority].Values)
        {
            if (lane.Count > 0 && (oldest is null || lane.OldestAt < oldest.OldestAt))
                oldest = lane;
        }

        return oldest;
    }

    private BatchRequest[] Waiting(
        Func<IEnumerable<KeyValuePair<IBatchModel, LengthBuckets>>, IEnumerable<KeyValuePair<IBatchModel, LengthBuckets>>> which
    )
    {
        BatchRequest[] waiting = [.. _lanes.SelectMany(which).SelectMany(lane => lane.Value.All()).Select(item => item.Request).Distinct()];
        Array.ForEach(waiting, Remove);
        return waiting;
    }

    private int TokensMaxOf(BatchPriority priority) =>
        priority != BatchPriority.Interactive && _lastQueryAt is { } at && _time.GetElapsedTime(at) < QueriesExpected
            ? Math.Clamp((int)(RunRate * _limits.BulkTimeMax.TotalSeconds), Math.Max(1, TokensMax / CutMax), TokensMax)
            : TokensMax;

    private void LearnCompany(List<BatchItem> batch)
    {
        BatchRequest lead = batch[0].Request;
        ref double company = ref _company[(int)lead.Priority];
        if (batch.Exists(item => item.Request != lead))
            company = Math.Min(1, company + CompanyStep);
        else if (_delayedFor == lead)
            company /= 2;
        _delayedFor = null;
    }

    private TimeSpan WaitLeft(BatchPriority priority, LengthBuckets lane)
    {
        double load = _arrivals.Take((int)priority + 1).Sum(rate => rate.PerSecond) / ServiceRate;
        int tokensMax = TokensMaxOf(priority);
        if (load <= LoadWithoutWait || lane.Tokens >= tokensMax || lane.Count >= _limits.TextsMax)
            return TimeSpan.Zero;
        double share =
            Math.Min(1, (load - LoadWithoutWait) / (1 - LoadWithoutWait))
            * (priority == BatchPriority.Interactive ? InteractiveWaitShare * _limits.InteractiveWaitFactor() : 1);
        TimeSpan filled = TimeSpan.FromSeconds((tokensMax - lane.Tokens) / Math.Max(1, _arrivals[(int)priority].PerSecond));
        TimeSpan allowed = _limits.WaitMax * share * _company[(int)priority];
        return (filled < allowed ? filled : allowed) - _time.GetElapsedTime(lane.OldestAt);
    }
}
