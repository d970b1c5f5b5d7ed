namespace Orleans.Statistics;

/// <summary>Measures.</summary>
internal sealed class EnvironmentStatisticsProvider
{
    public EnvironmentStatistics GetEnvironmentStatistics() => EnvironmentStatistics.Measure();
}
