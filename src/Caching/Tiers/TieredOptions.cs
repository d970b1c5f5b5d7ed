namespace RagCluster.Caching.Tiers;

/// <summary>How values move between tiers.</summary>
public sealed record TieredOptions
{
    /// <summary>How long a value is returned after it was made, by whichever tier; that of the lowest tier. 24 hours by default.</summary>
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The same for what says that there is nothing; 30 seconds by default, because a write changes the key anyway.</summary>
    public TimeSpan NegativeAgeMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The tiers, from the highest, that get a new value at once; 2 by default: the first is one silo's, the second is where the others
    /// find it.
    /// </summary>
    public int FillTiers { get; init; } = 2;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AgeMax, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(NegativeAgeMax, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(FillTiers, 1);
        if (NegativeAgeMax > AgeMax)
            throw new ArgumentOutOfRangeException(
                nameof(NegativeAgeMax),
                NegativeAgeMax,
                $"Values that say that there is nothing are kept longer than others ({AgeMax})."
            );
    }
}
