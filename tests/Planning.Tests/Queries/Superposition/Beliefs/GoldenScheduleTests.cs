using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Queries.Superposition.Beliefs;

public sealed class GoldenScheduleTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly ManualTime _time = new();
    private readonly GoldenSchedule _schedule = new();

    [Fact]
    public void SmallEvents_AddUp_AndALargeOneIsEnough()
    {
        Assert.False(IsDue());
        for (int i = 0; i < 5; i++)
        {
            Assert.False(IsDue());
            _schedule.Faded(0.94);
        }

        Assert.True(IsDue());
        _schedule.Ran(_time.GetUtcNow());
        Assert.False(IsDue());
        _time.Advance(Pause);
        _schedule.Faded(0.15);
        Assert.True(IsDue());
    }

    [Fact]
    public void BetweenTwoRuns_ThereIsAPause_AlsoOverARestart()
    {
        _schedule.Ran(_time.GetUtcNow());
        _schedule.Faded(0.5);
        GoldenSchedule kept = new(_schedule.Left, _schedule.RanAt);
        Assert.False(kept.IsDue(_time.GetUtcNow(), Pause));
        _time.Advance(Pause);
        Assert.True(kept.IsDue(_time.GetUtcNow(), Pause));
    }

    private bool IsDue() => _schedule.IsDue(_time.GetUtcNow(), Pause);
}
