using RagCluster.Backup.Scheduling;

namespace RagCluster.Backup.Tests.Scheduling;

/// <summary>When backups are due.</summary>
public sealed class BackupScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("02:00", "2026-03-01 02:00", "2026-03-02 02:00")]
    [InlineData("12:00", "2026-03-01 12:00", "2026-03-02 12:00")]
    [InlineData("18:30", "2026-02-28 18:30", "2026-03-01 18:30")]
    [InlineData("14:00, 02:00", "2026-03-01 02:00", "2026-03-01 14:00")]
    [InlineData("every 04:00:00", "2026-03-01 12:00", "2026-03-01 16:00")]
    [InlineData("every 07:00:00", "2026-03-01 07:00", "2026-03-01 14:00")]
    [InlineData("every 1.00:00:00", "2026-03-01 00:00", "2026-03-02 00:00")]
    public void Moments_FollowFromTheClock(string text, string last, string next)
    {
        BackupSchedule schedule = BackupSchedule.Parse(text);
        Assert.Equal((last, next), (Text(schedule.LastDue(Noon)), Text(schedule.NextDue(Noon))));
        // Whoever looks from another time zone finds the same.
        Assert.Equal(schedule.LastDue(Noon), schedule.LastDue(Noon.ToOffset(TimeSpan.FromHours(-11))));
    }

    [Fact]
    public void Off_IsNeverDue()
    {
        BackupSchedule off = BackupSchedule.Parse("off");
        Assert.True(off.IsOff);
        Assert.Equal((null, null), (off.LastDue(Noon), off.NextDue(Noon)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2:00")]
    [InlineData("24:00")]
    [InlineData("02:00;14:00")]
    [InlineData("every 00:00:30")]
    [InlineData("every 2.00:00:00")]
    [InlineData("every day")]
    [InlineData("0 2 * * *")]
    public void OtherTexts_AreRefusedWithAnExample(string text) =>
        Assert.Contains("02:00", Assert.Throws<FormatException>(() => BackupSchedule.Parse(text)).Message, StringComparison.Ordinal);

    private static string? Text(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd HH:mm", null);
}
