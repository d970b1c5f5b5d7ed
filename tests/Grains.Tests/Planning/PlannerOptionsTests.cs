using RagCluster.Grains.Planning;

namespace RagCluster.Grains.Tests.Planning;

public sealed class PlannerOptionsTests
{
    [Fact]
    public void Defaults_AreOffAndValid()
    {
        PlannerOptions options = new();
        Assert.False(options.IsOn);
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void ImpossibleOptions_AreNamed()
    {
        PlannerOptions options = new()
        {
            ChoiceTimeout = TimeSpan.Zero,
            ReportPeriod = TimeSpan.FromDays(1),
            CheckPeriod = TimeSpan.Zero,
            RecordsMax = 0,
            LatencyPrice = double.NaN,
            CostPrice = -1,
            Kappa = 2,
            CoherenceTime = TimeSpan.Zero,
        };
        string[] faults = [.. options.Validate()];
        Assert.Equal(8, faults.Length);
        Assert.All(faults, fault => Assert.StartsWith("RAG__Planner__", fault, StringComparison.Ordinal));
    }
}
