namespace RagCluster.Backup.Shipping;

/// <summary>Whether changes are shipped as they happen.</summary>
public enum LogShipping
{
    /// <summary>Not at all: what was written after the last backup is lost with the store.</summary>
    Off = 0,

    /// <summary>Every so often: what was written since then is lost with the store.</summary>
    Interval = 1,

    /// <summary>Before a write is acknowledged: nothing of what was is lost with the store, and each write waits for it.</summary>
    Acknowledged = 2,
}
