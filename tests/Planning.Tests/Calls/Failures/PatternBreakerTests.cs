using RagCluster.Planning.Calls.Failures;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Calls.Failures;

public sealed class PatternBreakerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly FailurePatterns _patterns;
    private readonly PatternBreaker _breaker;

    public PatternBreakerTests()
    {
        _patterns = new FailurePatterns(_time);
        _breaker = new PatternBreaker(_patterns, "chat", Pause, _time);
    }

    [Fact]
    public void ARepeatedPattern_Opens_AndDifferentFailuresDoNot()
    {
        _breaker.Fail(new IOException("a"), "q");
        _breaker.Fail(new TimeoutException("b"), "q");
        _breaker.Fail(new InvalidOperationException("c"), "q");
        Assert.True(_breaker.TryBegin());
        Assert.False(_breaker.Fail(new IOException("a"), "q").Opened);
        Assert.True(_breaker.Fail(new IOException("a"), "q").Opened);
        Assert.False(_breaker.TryBegin());
        Assert.True(_breaker.IsOpen);
        Assert.Equal(Pause, _breaker.RestsFor);
        _time.Advance(Pause);
        Assert.Null(_breaker.RestsFor);
    }

    [Fact]
    public void ASuccessInBetween_BeginsTheCountAnew()
    {
        Repeat(FailurePatterns.Repeated - 1);
        _breaker.Succeed();
        Repeat(FailurePatterns.Repeated - 1);
        Assert.True(_breaker.TryBegin());
    }

    [Fact]
    public void AfterThePause_OneCallTries_AndItsOutcomeDecides()
    {
        Repeat(FailurePatterns.Repeated);
        _time.Advance(Pause);
        Assert.True(_breaker.TryBegin());
        Assert.False(_breaker.TryBegin());
        // One failure is enough now.
        Repeat(1);
        _time.Advance(Pause / 2);
        Assert.False(_breaker.TryBegin());
        _time.Advance(Pause);
        Assert.True(_breaker.TryBegin());
        _breaker.Succeed();
        Assert.False(_breaker.IsOpen);
        Assert.True(_breaker.TryBegin());
        Assert.True(_breaker.TryBegin());
    }

    [Fact]
    public void ATrialThatNeverEnds_DoesNotKeepItOpenForEver()
    {
        Repeat(FailurePatterns.Repeated);
        _time.Advance(Pause);
        Assert.True(_breaker.TryBegin());
        _time.Advance(Pause);
        Assert.True(_breaker.TryBegin());
    }

    [Fact]
    public void WhileTrialsFail_ThePauseDoubles_UpToItsBound_AndASuccessEndsThat()
    {
        PatternBreaker breaker = new(_patterns, "chat", Pause, _time, 3, pauseMax: 5 * Pause);
        for (int i = 0; i < 5; i++)
            breaker.Fail(new IOException("away"), "q");
        foreach (int pauses in (int[])[1, 2, 4, 5, 5])
        {
            Assert.Equal(pauses * Pause, breaker.RestsFor);
            _time.Advance(pauses * Pause);
            Assert.True(breaker.TryBegin(out bool isTrial));
            Assert.True(isTrial);
            // However it fails.
            breaker.Fail(new TimeoutException($"{pauses}"), "q");
        }

        breaker.Succeed();
        Assert.True(breaker.TryBegin(out bool isTrialStill));
        Assert.False(isTrialStill);
        for (int i = 0; i < 3; i++)
            breaker.Fail(new IOException("away"), "q");
        Assert.Equal(Pause, breaker.RestsFor);
    }

    private void Repeat(int count)
    {
        for (int i = 0; i < count; i++)
            _breaker.Fail(new IOException("away"), "q");
    }
}
