namespace Orleans.Cluster.Tests.Redis;

/// <summary>Waits for what other processes do.</summary>
internal static class Eventually
{
    /// <summary>How long it took until the condition held.</summary>
    public static async Task<TimeSpan> HoldsAsync(Func<Task<bool>> condition, TimeSpan limit)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await condition())
                return TimeProvider.System.GetElapsedTime(started);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < limit, $"It did not come about within {limit}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
