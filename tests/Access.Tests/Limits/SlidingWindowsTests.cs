using RagCluster.Access.Limits;

namespace RagCluster.Access.Tests.Limits;

/// <summary>In any stretch of the window's length exactly as many are accepted as the limit says.</summary>
public sealed class SlidingWindowsTests
{
    private static readonly RequestLimit Hundred = new(100, TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomArrivals_AreAcceptedExactlyAsTheRuleSays(int seed)
    {
        Random random = new(seed);
        SlidingWindows windows = new(10);
        List<TimeSpan> accepted = [];
        TimeSpan now = TimeSpan.Zero;
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            // Bursts, steady streams and pauses; now and then exactly one window later, where the rule's edge is.
            now += random.Next(600) switch
            {
                0 => TimeSpan.FromSeconds(random.Next(90)),
                1 => Hundred.Window,
                _ => TimeSpan.FromMilliseconds(random.Next(400)),
            };
            LimitOutcome outcome = windows.Take("a", Hundred, now);
            int before = accepted.Count(time => time > now - Hundred.Window);
            Assert.Equal(before < Hundred.Requests, outcome.IsAccepted);
            Assert.Equal(outcome.IsAccepted ? Hundred.Requests - before - 1 : 0, outcome.Remaining);
            if (outcome.IsAccepted)
                accepted.Add(now);
            else
                refused++;
        }

        Assert.True(refused > 1000, $"Only {refused} of the arrivals came too often.");
        for (int first = 0, last = 0; last < accepted.Count; last++)
        {
            while (accepted[last] - accepted[first] >= Hundred.Window)
                first++;
            Assert.True(last - first + 1 <= Hundred.Requests);
        }
    }

    [Fact]
    public void WhoComesAgainInTime_IsAccepted()
    {
        Random random = new(4);
        SlidingWindows windows = new(10);
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < 5_000; i++)
        {
            LimitOutcome outcome = windows.Take("a", Hundred, now);
            if (outcome.IsAccepted)
            {
                now += TimeSpan.FromMilliseconds(random.Next(50));
                continue;
            }

            Assert.False(windows.Take("a", Hundred, now + outcome.Reset - TimeSpan.FromTicks(1)).IsAccepted);
            now += outcome.Reset;
            Assert.True(windows.Take("a", Hundred, now).IsAccepted);
        }
    }

    [Fact]
    public void WithinAWindow_WhatRemainsNeverRises()
    {
        SlidingWindows windows = new(10);
        int remaining = int.MaxValue;
        for (TimeSpan now = TimeSpan.Zero; now < Hundred.Window; now += TimeSpan.FromMilliseconds(300))
        {
            int next = windows.Take("a", Hundred, now).Remaining;
            Assert.True(next <= remaining);
            remaining = next;
        }

        Assert.Equal(0, remaining);
    }

    [Fact]
    public void WhoHammers_CostsOthersNothing()
    {
        SlidingWindows windows = new(10);
        for (int second = 0; second < 600; second++)
        {
            TimeSpan now = TimeSpan.FromSeconds(second);
            for (int i = 0; i < 50; i++)
                windows.Take("hammers", Hundred, now);
            Assert.True(windows.Take("steady", Hundred, now).IsAccepted);
        }
    }

    [Fact]
    public void LoweredLimit_HoldsForWhatWasAccepted()
    {
        SlidingWindows windows = new(10);
        for (int i = 0; i < 10; i++)
            windows.Take("a", Hundred, TimeSpan.FromSeconds(i));
        LimitOutcome outcome = windows.Take("a", Hundred with { Requests = 4 }, TimeSpan.FromSeconds(20));
        Assert.False(outcome.IsAccepted);
        // Six must leave, so that three are left: the last of them came at second 6.
        Assert.Equal(TimeSpan.FromSeconds(6 + 60 - 20), outcome.Reset);
    }

    [Fact]
    public void EverNewNames_DoNotFillTheMemory()
    {
        SlidingWindows windows = new(100);
        for (int i = 0; i < 10_000; i++)
        {
            windows.Take(i.ToString(System.Globalization.CultureInfo.InvariantCulture), Hundred, TimeSpan.FromMilliseconds(i));
            windows.Take("steady", Hundred with { Requests = 1 }, TimeSpan.FromMilliseconds(i));
            Assert.InRange(windows.Count, 1, 100);
        }

        // Who comes all the time is not forgotten for those who came once.
        Assert.False(windows.Take("steady", Hundred with { Requests = 1 }, TimeSpan.FromSeconds(10)).IsAccepted);
    }
}
