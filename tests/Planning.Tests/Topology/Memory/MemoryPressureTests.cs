using RagCluster.Planning.Topology.Memory;

namespace RagCluster.Planning.Tests.Topology.Memory;

public sealed class MemoryPressureTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private readonly MemoryPressure _pressure = new(new MemoryTargets());

    [Theory]
    [InlineData(0.0, MemoryLevel.Roomy)]
    [InlineData(0.849, MemoryLevel.Roomy)]
    [InlineData(0.85, MemoryLevel.Tight)]
    [InlineData(0.919, MemoryLevel.Tight)]
    [InlineData(0.92, MemoryLevel.Critical)]
    [InlineData(1.7, MemoryLevel.Critical)]
    public void ALevel_BeginsWithTheFirstSampleAboveItsShare(double used, MemoryLevel level) =>
        Assert.Equal(level, _pressure.Advise(used, Start).Level);

    [Fact]
    public void EachLevel_LeavesLessThanTheOneBefore_AndOnlyTheLastPausesIngest()
    {
        MemoryRelief[] reliefs = [.. Enum.GetValues<MemoryLevel>().Select(MemoryRelief.Of)];
        Assert.Equal(reliefs.OrderByDescending(relief => relief.CacheShare), reliefs);
        Assert.Equal(reliefs.OrderByDescending(relief => relief.BatchShare), reliefs);
        Assert.Equal([false, false, true], reliefs.Select(relief => relief.PausesIngest));
        Assert.Equal((1, 1), (reliefs[0].CacheShare, reliefs[0].BatchShare));
        Assert.All(reliefs, relief => Assert.True(relief is { CacheShare: > 0, BatchShare: > 0 }));
    }

    [Fact]
    public void ALevel_EndsOneAtATime_AfterAWhileWellBelow()
    {
        Assert.Equal(MemoryLevel.Critical, At(0, 0.95));
        Assert.Equal(MemoryLevel.Critical, At(1, 0.5));
        Assert.Equal(MemoryLevel.Critical, At(30, 0.5));
        Assert.Equal(MemoryLevel.Tight, At(31, 0.5));
        Assert.Equal(MemoryLevel.Tight, At(32, 0.5));
        Assert.Equal(MemoryLevel.Roomy, At(62, 0.5));
    }

    [Fact]
    public void ASampleWithinTheMargin_BeginsTheWaitAnew()
    {
        Assert.Equal(MemoryLevel.Tight, At(0, 0.86));
        Assert.Equal(MemoryLevel.Tight, At(1, 0.7));
        Assert.Equal(MemoryLevel.Tight, At(29, 0.84));
        Assert.Equal(MemoryLevel.Tight, At(40, 0.7));
        Assert.Equal(MemoryLevel.Tight, At(69, 0.7));
        Assert.Equal(MemoryLevel.Roomy, At(70, 0.7));
    }

    [Fact]
    public void ARise_CountsAtOnce_AlsoWhileALevelIsAboutToEnd()
    {
        Assert.Equal(MemoryLevel.Tight, At(0, 0.86));
        Assert.Equal(MemoryLevel.Tight, At(20, 0.7));
        Assert.Equal(MemoryLevel.Critical, At(21, 0.93));
        Assert.Equal(MemoryLevel.Critical, At(51, 0.86));
        Assert.Equal(MemoryLevel.Tight, At(81, 0.86));
        // Still above its own share: this level stays.
        Assert.Equal(MemoryLevel.Tight, At(1_000, 0.86));
    }

    private MemoryLevel At(int seconds, double used) => _pressure.Advise(used, Start.AddSeconds(seconds)).Level;
}
