namespace RagCluster.Backup.Notices;

/// <summary>What somebody is told of backups.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Text">The same in a sentence.</param>
/// <param name="Backup">The backup's name, or null.</param>
/// <param name="CreatedAt">The moment whose state it holds, or null.</param>
/// <param name="Seconds">How long it took, in seconds; null where that says nothing.</param>
/// <param name="Bytes">Bytes of its parts, or null.</param>
public sealed record BackupNotice(
    BackupEvent Event,
    DateTimeOffset At,
    string Text,
    string? Backup = null,
    DateTimeOffset? CreatedAt = null,
    double? Seconds = null,
    long? Bytes = null
);
