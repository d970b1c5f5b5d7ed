using System.Globalization;

namespace RagCluster.Backup.Scheduling;

/// <summary>
/// When backups are due. Each moment follows from the clock alone, so that whoever looks, after a restart or on another silo, finds the
/// same: <c>02:00</c> is every day at two (UTC), <c>02:00,14:00</c> twice a day, <c>every 04:00:00</c> each four hours from midnight on,
/// <c>off</c> never.
/// </summary>
public sealed class BackupSchedule
{
    private const string Every = "every ";
    private const string OffWord = "off";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // More often than each minute is what the log is shipped for.
    private static readonly TimeSpan PeriodMin = TimeSpan.FromMinutes(1);

    // Moments of a day, ascending.
    private readonly TimeSpan[] _moments;

    private BackupSchedule(TimeSpan[] moments) => _moments = moments;

    /// <summary>Whether backups are never due.</summary>
    public bool IsOff => _moments.Length == 0;

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The schedule.</param>
    /// <exception cref="FormatException">It is none; the message says what one looks like.</exception>
    public static BackupSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string given = text.Trim();
        if (given == OffWord)
            return new BackupSchedule([]);
        if (given.StartsWith(Every, StringComparison.Ordinal))
            return new BackupSchedule([.. Multiples(Period(given[Every.Length..], text))]);
        return new BackupSchedule([.. given.Split(',').Select(part => TimeOfDay(part.Trim(), text)).Distinct().Order()]);
    }

    /// <summary>The last moment at which a backup was due; null for never.</summary>
    /// <param name="now">The present.</param>
    public DateTimeOffset? LastDue(DateTimeOffset now)
    {
        if (IsOff)
            return null;
        DateTimeOffset midnight = Midnight(now);
        TimeSpan[] passed = [.. _moments.Where(moment => midnight + moment <= now)];
        return passed.Length > 0 ? midnight + passed[^1] : midnight - Day + _moments[^1];
    }

    /// <summary>The next moment at which a backup is due; null for never.</summary>
    /// <param name="now">The present.</param>
    public DateTimeOffset? NextDue(DateTimeOffset now)
    {
        if (IsOff)
            return null;
        DateTimeOffset midnight = Midnight(now);
        TimeSpan[] coming = [.. _moments.Where(moment => midnight + moment > now)];
        return coming.Length > 0 ? midnight + coming[0] : midnight + Day + _moments[0];
    }

    private static DateTimeOffset Midnight(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    private static IEnumerable<TimeSpan> Multiples(TimeSpan period)
    {
        for (TimeSpan moment = TimeSpan.Zero; moment < Day; moment += period)
            yield return moment;
    }

    private static TimeSpan Period(string part, string text) =>
        TimeSpan.TryParseExact(part.Trim(), "c", CultureInfo.InvariantCulture, out TimeSpan period) && period >= PeriodMin && period <= Day
            ? period
            : throw Wrong(text);

    private static TimeSpan TimeOfDay(string part, string text) =>
        TimeOnly.TryParseExact(part, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time.ToTimeSpan()
            : throw Wrong(text);

    private static FormatException Wrong(string text) =>
        new($"'{text}' is no schedule: set times of day in UTC (02:00,14:00), a period of a minute to a day (every 04:00:00), or off.");
}
