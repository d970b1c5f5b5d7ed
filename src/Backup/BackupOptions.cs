using RagCluster.Backup.Notices;
using RagCluster.Backup.Scheduling;
using RagCluster.Backup.Shipping;
using RagCluster.Storage.S3;

namespace RagCluster.Backup;

/// <summary>
/// Where backups go and how long they stay. Section <c>Backup</c>: <c>RAG__Backup__Folder</c> and so on.
/// </summary>
public sealed class BackupOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Backup";

    private const string Stem = "RAG__Backup__";

    /// <summary>A folder for backups, on another disk than the data; null for none.</summary>
    public string? Folder { get; set; }

    /// <summary>A bucket of S3 for backups, beside the folder or alone; null for none. It must exist.</summary>
    public string? Bucket { get; set; }

    /// <summary>What the names in the bucket begin with; null for nothing.</summary>
    public string? Prefix { get; set; }

    /// <summary>Where a server is that speaks S3 (http://minio:9000); null for Amazon's in the region.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The bucket's region; needed unless an endpoint is set.</summary>
    public string? Region { get; set; }

    /// <summary>The access key; null for what the SDK finds: environment, profile, the machine's or the pod's role.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The access key's secret.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The key that backups are encrypted with, 64 hexadecimal digits; null for another way to give it, or for none.</summary>
    public string? Key { get; set; }

    /// <summary>A file that holds the key.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A command that writes the key to its standard output, for a key that a vault keeps.</summary>
    public string? KeyCommand { get; set; }

    /// <summary>For so long every backup is kept.</summary>
    public TimeSpan KeepAll { get; set; } = TimeSpan.FromDays(7);

    /// <summary>For so long the last backup of each day is kept in the folder.</summary>
    public TimeSpan KeepDaily { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For so long the last backup of each day is kept in the bucket.</summary>
    public TimeSpan KeepDailyRemote { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// When a server takes backups by itself, where a place for them is set: times of day in UTC (<c>02:00,14:00</c>),
    /// <c>every 04:00:00</c>, or <c>off</c>.
    /// </summary>
    public string Schedule { get; set; } = "02:00";

    /// <summary>For so long a backup that is due may be missing before that is told.</summary>
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Where notices are sent on success, failure and lateness; null for nowhere.</summary>
    public string? Webhook { get; set; }

    /// <summary>In which form notices are sent: <c>json</c> or <c>slack</c>.</summary>
    public NoticeForm WebhookForm { get; set; }

    /// <summary>Whether changes are shipped as they happen, so that less is lost than since the last backup.</summary>
    public LogShipping LogShipping { get; set; }

    /// <summary>How often changes are shipped.</summary>
    public TimeSpan LogInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether there is anywhere to put backups.</summary>
    public bool HasDestination => Folder is { Length: > 0 } || S3.IsSet;

    /// <summary>Whether backups are encrypted.</summary>
    public bool HasKey => KeySettings().Any(setting => setting.Value is { Length: > 0 });

    /// <summary>The bucket's settings.</summary>
    internal S3Settings S3 => new(Bucket, Prefix, Endpoint, Region, AccessKey, SecretKey);

    /// <summary>What is wrong with these options, naming the setting and the fix, and never a secret; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (string failure in S3.Validate(Stem))
            yield return failure;
        string[] keys = [.. KeySettings().Where(setting => setting.Value is { Length: > 0 }).Select(setting => Stem + setting.Name)];
        if (keys.Length > 1)
            yield return $"{string.Join(" and ", keys)} are set: give the key in one way.";
        if (KeepAll < Retention.MinimumAge)
            yield return $"{Stem}KeepAll is {KeepAll:c}: set at least {Retention.MinimumAge:c}, since new backups build upon "
                + "those that are younger.";
        if (KeepDaily < KeepAll || KeepDailyRemote < KeepAll)
            yield return $"{Stem}KeepDaily is {KeepDaily:c}, {Stem}KeepDailyRemote {KeepDailyRemote:c} "
                + $"and {Stem}KeepAll {KeepAll:c}: set neither of the first two below the third.";
        if (ScheduleFailure() is { } wrong)
            yield return wrong;
        if (LogShipping != LogShipping.Off && !HasDestination)
            yield return $"{Stem}LogShipping is set, and no place to ship to: set {Stem}Folder or {Stem}Bucket.";
        if (LogInterval < TimeSpan.FromMilliseconds(50))
            yield return $"{Stem}LogInterval is {LogInterval:c}: set at least 50 ms.";
        if (LateAfter <= TimeSpan.Zero)
            yield return $"{Stem}LateAfter is {LateAfter:c}: set more than zero.";
        if (Webhook is { Length: > 0 } && !(Uri.TryCreate(Webhook, UriKind.Absolute, out Uri? to) && to.Scheme is "http" or "https"))
            yield return $"{Stem}Webhook is no address: set one that begins with https:// or http://.";
    }

    private string? ScheduleFailure()
    {
        try
        {
            BackupSchedule.Parse(Schedule);
            return null;
        }
        catch (FormatException wrong)
        {
            return $"{Stem}Schedule: {wrong.Message}";
        }
    }

    private (string Name, string? Value)[] KeySettings() =>
        [(nameof(Key), Key), (nameof(KeyFile), KeyFile), (nameof(KeyCommand), KeyCommand)];
}
