using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition.Live;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Queries.Superposition.Live;

public sealed class GainTrialTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new();
    private readonly Random _random = new(7);

    [Fact]
    public void APlannerThatGains_IsNeverSuspended()
    {
        GainTrial trial = new();
        trial.Add(Queries(20_000, 0.9), Queries(1_000, 0.6));
        for (int hour = 0; hour < 100; hour++)
            Assert.False(After(Hour, trial));
        Assert.True(trial.Gain.Lower > 0);
        Assert.Equal((null, null), (trial.UnderSince, trial.SuspendedAt));
    }

    [Fact]
    public void APlannerThatDoesNotGain_IsSuspendedAfterADayAndNotBefore()
    {
        GainTrial trial = new();
        trial.Add(Queries(20_000, 0.7), Queries(1_000, 0.7));
        Assert.True(After(TimeSpan.Zero, trial));
        Assert.False(After(Day - TimeSpan.FromSeconds(1), trial));
        Assert.Equal(PlanRole.Planned, trial.Role(0.5, 0.05));
        Assert.True(After(TimeSpan.FromSeconds(1), trial));
        Assert.Equal(_time.GetUtcNow(), trial.SuspendedAt);
        Assert.Equal([PlanRole.Suspended, PlanRole.Suspended], [trial.Role(0, 0.05), trial.Role(0.9, 0.05)]);
        Assert.False(After(Day, trial));
    }

    [Fact]
    public void AGainInBetween_BeginsTheDayAnew()
    {
        GainTrial trial = new();
        trial.Add(Queries(20_000, 0.7), Queries(1_000, 0.7));
        After(TimeSpan.Zero, trial);
        After(Day / 2, trial);
        trial.Add(Queries(20_000, 1), default);
        Assert.True(After(Hour, trial));
        Assert.Null(trial.UnderSince);
        trial.Add(default, Queries(40_000, 1));
        Assert.True(After(Hour, trial));
        Assert.False(After(Day - Hour, trial));
        Assert.True(After(Hour, trial));
        Assert.NotNull(trial.SuspendedAt);
    }

    [Fact]
    public void APlannerThatCannotShowItsGain_IsSuspendedToo()
    {
        GainTrial trial = new();
        trial.Add(Queries(5_000, 1), Queries(AlwaysValidTest.CountMin - 1, 0));
        After(TimeSpan.Zero, trial);
        After(Day, trial);
        Assert.NotNull(trial.SuspendedAt);
        trial.Restart();
        Assert.Equal((PlanRole.Planned, (0L, 0L), null), (trial.Role(0.5, 0.05), trial.Counts, trial.UnderSince));
    }

    [Fact]
    public void TheControl_IsItsShareOfTheQueries()
    {
        GainTrial trial = new();
        Assert.InRange(Enumerable.Range(0, 100_000).Count(_ => trial.Role(_random.NextDouble(), 0.05) == PlanRole.Control), 4_500, 5_500);
        Assert.Equal(PlanRole.Planned, trial.Role(0, 0));
    }

    [Fact]
    public void AStoredTrial_KnowsTheSame_InWhateverOrderItLearned()
    {
        Tally first = Queries(300, 0.8);
        Tally second = Queries(200, 0.6);
        Tally control = Queries(150, 0.4);
        GainTrial one = new();
        one.Add(first, control);
        one.Add(second, default);
        GainTrial other = new();
        other.Add(second, default);
        other.Add(first, control);
        Assert.Equal(one.Gain.Estimate, other.Gain.Estimate, 12);
        After(TimeSpan.Zero, one);
        GainTrial kept = new(one.ToSums());
        Assert.Equal((one.Gain, one.Counts, one.UnderSince, one.SuspendedAt), (kept.Gain, kept.Counts, kept.UnderSince, kept.SuspendedAt));
    }

    // Where there is no gain a sequence that one looks at after every report may be above 0 once in twenty trials, however long it goes on.
    [Fact]
    public void WithoutAGain_TheLowerEndIsSeldomEverAboveZero()
    {
        int wrong = 0;
        for (int trialNumber = 0; trialNumber < 200; trialNumber++)
        {
            GainTrial trial = new();
            bool wasAbove = false;
            for (int report = 0; report < 300; report++)
            {
                trial.Add(Queries(95, 0.8), Queries(5, 0.8));
                wasAbove |= trial.Gain.Lower > 0;
            }

            wrong += wasAbove ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 20);
    }

    private bool After(TimeSpan time, GainTrial trial)
    {
        _time.Advance(time);
        return trial.Evaluate(_time.GetUtcNow(), Day);
    }

    // Utilities are qualities less small prices.
    private Tally Queries(int count, double quality)
    {
        Tally sum = default;
        for (int i = 0; i < count; i++)
            sum = sum.With((_random.NextDouble() < quality ? 1 : 0) - (0.02 * _random.NextDouble()));
        return sum;
    }
}
