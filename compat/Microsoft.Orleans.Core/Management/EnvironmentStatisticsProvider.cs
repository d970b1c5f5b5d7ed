namespace Orleans.Statistics;

/// <summary>Measures.</summary>
internal sealed class EnvironmentStatisticsProvider : IEnvironmentStatisticsProvider
{
    public EnvironmentStatistics GetEnvironmentStatistics() => EnvironmentStatistics.Measure();
}
