namespace Orleans.Runtime;

/// <summary>The load of one silo.</summary>
[GenerateSerializer, Immutable]
public sealed class SiloRuntimeStatistics
{
    internal SiloRuntimeStatistics(int activationCount, int recentlyUsedActivationCount, DateTime now)
    {
        ActivationCount = activationCount;
        RecentlyUsedActivationCount = recentlyUsedActivationCount;
        DateTime = now;
        EnvironmentStatistics = Statistics.EnvironmentStatistics.Measure();
    }

    [Id(0)]
    public int ActivationCount { get; }

    [Id(1)]
    public int RecentlyUsedActivationCount { get; }

    [Id(6)]
    public bool IsOverloaded { get; }

    [Id(7)]
    public long ClientCount { get; }

    [Id(8)]
    public long ReceivedMessages { get; }

    [Id(9)]
    public long SentMessages { get; }

    [Id(10)]
    public DateTime DateTime { get; }

    [Id(11)]
    public Statistics.EnvironmentStatistics EnvironmentStatistics { get; }
}
