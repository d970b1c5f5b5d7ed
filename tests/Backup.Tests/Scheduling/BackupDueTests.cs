using RagCluster.Backup.Scheduling;

namespace RagCluster.Backup.Tests.Scheduling;

/// <summary>Whether a backup should be taken, and whether one is late.</summary>
public sealed class BackupDueTests
{
    private static readonly BackupDue Due = new(BackupSchedule.Parse("02:00"), TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Two = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void WithoutABackup_OneIsDueAtOnce() => Assert.True(Due.IsDue(Two.AddHours(-1), null, null));

    [Fact]
    public void OnceADay_AndMissedOnesAreMadeUpFor()
    {
        DateTimeOffset yesterday = Two.AddHours(-20);
        Assert.False(Due.IsDue(Two.AddSeconds(-1), yesterday, null));
        Assert.True(Due.IsDue(Two, yesterday, null));
        Assert.True(Due.IsDue(Two.AddHours(9), yesterday, null));
        Assert.False(Due.IsDue(Two.AddHours(9), Two.AddSeconds(3), null));
    }

    [Fact]
    public void AfterAFailure_ItIsTriedAgainLater()
    {
        DateTimeOffset failed = Two.AddMinutes(1);
        Assert.False(Due.IsDue(failed.AddMinutes(1), null, failed));
        Assert.True(Due.IsDue(failed + BackupDue.RetryDelay, null, failed));
    }

    [Fact]
    public void Late_OnceItHasBeenMissingForLong_AndNotForWhatWasMissedBefore()
    {
        DateTimeOffset yesterday = Two.AddHours(-20);
        Assert.False(Due.IsLate(Two.AddMinutes(59), yesterday, yesterday));
        Assert.True(Due.IsLate(Two.AddHours(1), yesterday, yesterday));
        Assert.False(Due.IsLate(Two.AddHours(1), Two, yesterday));
        // A server that starts at noon has an hour for what was due at two.
        Assert.False(Due.IsLate(Two.AddHours(10), yesterday, Two.AddHours(10)));
        Assert.True(Due.IsLate(Two.AddHours(11), yesterday, Two.AddHours(10)));
    }
}
