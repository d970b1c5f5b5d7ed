namespace RagCluster.Caching.Eviction;

/// <summary>What is known of one value when it is set.</summary>
/// <param name="Cost">What it cost to make, above 0, in any unit that all values of a cache share. Only its relation to the others'
/// counts.</param>
/// <param name="TimeToLive">How long it is returned, above zero; the cache's own time to live where that is shorter, or when null.</param>
public readonly record struct EntryTerms(double Cost, TimeSpan? TimeToLive = null)
{
    /// <summary>The terms of a value of which nothing is known.</summary>
    public static EntryTerms Default { get; } = new(1);

    internal void Validate()
    {
        if (!(Cost > 0) || double.IsInfinity(Cost))
            throw new ArgumentOutOfRangeException(nameof(Cost), Cost, "A cost is a finite number above 0.");
        if (TimeToLive <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(TimeToLive), TimeToLive, "A time to live is above zero.");
    }
}
