namespace RagCluster.Backup.Tests;

/// <summary>What is kept: all of a week, one a day of a month, and the newest in any case.</summary>
public sealed class RetentionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy Policy = new(TimeSpan.FromDays(7), TimeSpan.FromDays(30));

    [Fact]
    public void BackupsOfEverySixHours_ThinOut()
    {
        (string Name, DateTimeOffset At)[] all = [.. Enumerable.Range(0, 400).Select(i => ($"{i}", Now - TimeSpan.FromHours(6 * i)))];
        HashSet<string> expired = [.. Policy.Expired(all, Now)];
        (string Name, DateTimeOffset At)[] kept = [.. all.Where(backup => !expired.Contains(backup.Name))];
        Assert.Equal(29, kept.Count(backup => Now - backup.At <= Policy.KeepAll));
        Assert.All(kept, backup => Assert.True(Now - backup.At <= Policy.KeepDaily));
        // The last of each day.
        Assert.All(kept.Where(backup => Now - backup.At > TimeSpan.FromDays(8)), backup => Assert.Equal(18, backup.At.Hour));
        Assert.Equal(29 + 23, kept.Length);
    }

    [Fact]
    public void TheNewest_StaysHoweverOldItIs() =>
        Assert.Equal(["b"], Policy.Expired([("a", Now.AddYears(-1)), ("b", Now.AddYears(-2))], Now));
}
