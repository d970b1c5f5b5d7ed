namespace RagCluster.Inference.Batching;

/// <summary>What one device's queue and batches may hold.</summary>
internal sealed record BatchLimits
{
    /// <summary>The most rows of a batch.</summary>
    public int TextsMax { get; init; } = 32;

    /// <summary>The most tokens of a batch, padding counted; a longer single text is a batch of its own.</summary>
    public int TokensMax { get; init; } = 512;

    /// <summary>
    /// How long a batch that nobody waits for is to take while queries come: a query waits for the batch that runs when it arrives. Half of
    /// what a person notices, and what a GPU needs for a full one.
    /// </summary>
    public TimeSpan BulkTimeMax { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>The most tokens that wait; more is turned away.</summary>
    public int QueueTokensMax { get; init; } = 262_144;

    /// <summary>The longest that a batch waits for company, at full load.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The share of its tokens that a batch may hold, above 0 up to 1; asked for every batch.</summary>
    public Func<double> TokensShare { get; init; } = () => 1;

    /// <summary>By what the wait of interactive rows is multiplied; asked at every look at the queue.</summary>
    public Func<double> InteractiveWaitFactor { get; init; } = () => 1;
}
