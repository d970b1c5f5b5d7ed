namespace RagCluster.Silo.Health;

/// <summary>What became of this silo's last look at the shipping of changes.</summary>
internal sealed class LogShippingCondition
{
    private volatile string? _failure;

    /// <summary>Why changes could not be shipped, as a sentence; null where they were, or need not be.</summary>
    internal string? Failure
    {
        get => _failure;
        set => _failure = value;
    }
}
