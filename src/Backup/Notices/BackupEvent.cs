namespace RagCluster.Backup.Notices;

/// <summary>What can happen to backups that somebody should hear of.</summary>
public enum BackupEvent
{
    /// <summary>One was taken and verified.</summary>
    Succeeded = 0,

    /// <summary>One could not be taken.</summary>
    Failed = 1,

    /// <summary>One that is due has been missing for too long.</summary>
    Late = 2,
}
