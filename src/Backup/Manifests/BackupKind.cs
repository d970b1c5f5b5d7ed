namespace RagCluster.Backup.Manifests;

/// <summary>What a backup holds.</summary>
public enum BackupKind
{
    /// <summary>Everything.</summary>
    Full = 0,

    /// <summary>Settings, the models' list and the collections without their documents.</summary>
    Configuration = 1,
}
