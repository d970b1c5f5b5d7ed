namespace Orleans.Statistics;

/// <summary>Tells the processor and memory of this process.</summary>
public interface IEnvironmentStatisticsProvider
{
    EnvironmentStatistics GetEnvironmentStatistics();
}
