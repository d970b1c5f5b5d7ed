using RagCluster.Access.Limits;

namespace RagCluster.Access.Tests.Limits;

/// <summary>A limit that silos share, and what is left of it while they can't.</summary>
public sealed class SharedLimitsTests
{
    private const int Silos = 3;
    private static readonly RequestLimit Hundred = new(100, TimeSpan.FromSeconds(60));
    private readonly TestClock _time = new();
    private readonly SlidingWindows _counted = new(100);
    private readonly SharedLimits[] _silos;
    private bool _isAway;
    private TimeSpan _answerTakes;
    private int _asked;

    public SharedLimitsTests() => _silos = [.. Enumerable.Range(0, Silos).Select(_ => new SharedLimits(ShareAsync, _time))];

    [Fact]
    public async Task OverThreeSilos_ExactlyTheLimitIsAccepted()
    {
        for (int window = 0; window < 5; window++)
        {
            int accepted = 0;
            for (int i = 0; i < 500; i++)
            {
                accepted += (await _silos[i % Silos].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted ? 1 : 0;
                _time.Advance(TimeSpan.FromMilliseconds(100));
            }

            Assert.Equal(Hundred.Requests, accepted);
            _time.Advance(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task WhoWasRefused_IsRefusedWithoutACall()
    {
        for (int i = 0; i < 101; i++)
            await _silos[0].TakeAsync("a", Hundred, CancellationToken.None);
        Assert.Equal(101, _asked);
        for (int i = 0; i < 1000; i++)
            Assert.False((await _silos[0].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted);
        Assert.Equal(101, _asked);
        Assert.True((await _silos[0].TakeAsync("b", Hundred, CancellationToken.None)).IsAccepted);
        _time.Advance(Hundred.Window);
        Assert.True((await _silos[0].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted);
    }

    [Fact]
    public async Task RefusalThatWasLongOnItsWay_LastsNoLonger()
    {
        for (int i = 0; i < Hundred.Requests; i++)
            Assert.True((await _silos[0].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted);
        _time.Advance(Hundred.Window - TimeSpan.FromMilliseconds(500));
        _answerTakes = TimeSpan.FromSeconds(1);
        Assert.False((await _silos[0].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted);
        Assert.True((await _silos[0].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted);
    }

    [Fact]
    public async Task WhileNobodyCanBeAsked_EachSiloCountsForItself()
    {
        _isAway = true;
        int accepted = 0;
        for (int i = 0; i < 1500; i++)
            accepted += (await _silos[i % Silos].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted ? 1 : 0;
        Assert.Equal(Silos * Hundred.Requests, accepted);
        Assert.Equal(Silos, _asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        _isAway = false;
        await _silos[0].TakeAsync("b", Hundred, CancellationToken.None);
        Assert.Equal(Silos + 1, _asked);
    }

    [Fact]
    public async Task WhatWasAcceptedBefore_CountsWhileNobodyCanBeAsked()
    {
        for (int i = 0; i < 60; i++)
            await _silos[0].TakeAsync("a", Hundred, CancellationToken.None);
        _isAway = true;
        int accepted = 0;
        for (int i = 0; i < 200; i++)
            accepted += (await _silos[0].TakeAsync("a", Hundred, CancellationToken.None)).IsAccepted ? 1 : 0;
        Assert.Equal(40, accepted);
    }

    private Task<LimitOutcome?> ShareAsync(string caller, RequestLimit limit, CancellationToken cancellationToken)
    {
        _asked++;
        LimitOutcome? outcome = _isAway ? null : _counted.Take(caller, limit, _time.GetElapsedTime(0));
        _time.Advance(_answerTakes);
        return Task.FromResult(outcome);
    }
}
