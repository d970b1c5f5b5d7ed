using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Tests.Topology;

/// <summary>When a silo can be sure that writers wait for it.</summary>
public sealed class PeerContactTests
{
    private readonly Clock _time = new();

    [Fact]
    public void NeverProbed_IsSure()
    {
        PeerContact contact = new(_time);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((true, false), (contact.IsSure, contact.HasMissed));
    }

    [Fact]
    public void AfterAProbeThatMissedOne_IsUnsureUntilOneThatDidNot()
    {
        PeerContact contact = new(_time);
        contact.Note(_time.GetTimestamp(), hasMissed: true);
        Assert.Equal((false, true), (contact.IsSure, contact.HasMissed));
        contact.Note(_time.GetTimestamp(), hasMissed: false);
        Assert.Equal((true, false), (contact.IsSure, contact.HasMissed));
    }

    [Fact]
    public void WhenItStoodStill_IsUnsure()
    {
        PeerContact contact = new(_time);
        contact.Note(_time.GetTimestamp(), hasMissed: false);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(contact.IsSure);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((false, false), (contact.IsSure, contact.HasMissed));
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        internal void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
