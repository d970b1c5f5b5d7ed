namespace RagCluster.Access.Tests;

/// <summary>A clock that moves when a test says so, its monotonic time included.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.Ticks;

    /// <summary>Moves the clock.</summary>
    internal void Advance(TimeSpan by) => _now += by;
}
