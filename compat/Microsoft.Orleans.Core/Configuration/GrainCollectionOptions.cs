namespace Orleans.Configuration;

/// <summary>When idle activations end.</summary>
public class GrainCollectionOptions
{
    public static readonly TimeSpan DEFAULT_COLLECTION_QUANTUM = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan DEFAULT_ACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DEFAULT_DEACTIVATION_TIMEOUT = TimeSpan.FromSeconds(30);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = DEFAULT_COLLECTION_QUANTUM;

    /// <summary>How long an activation may be idle; more than the quantum.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

    public TimeSpan ActivationTimeout { get; set; } = DEFAULT_ACTIVATION_TIMEOUT;

    public TimeSpan DeactivationTimeout { get; set; } = DEFAULT_DEACTIVATION_TIMEOUT;

    /// <summary>
    /// Whether activations end before their time when the process takes too much memory, those first that would end first.
    /// </summary>
    public bool EnableActivationSheddingOnMemoryPressure { get; set; }

    public TimeSpan MemoryUsagePollingPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Percent of the memory that the process may have from which on activations end.</summary>
    public double MemoryUsageLimitPercentage { get; set; } = 80;

    /// <summary>Percent that their end aims at; less than the limit.</summary>
    public double MemoryUsageTargetPercentage { get; set; } = 75;
}
