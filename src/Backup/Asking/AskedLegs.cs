namespace RagCluster.Backup.Asking;

/// <summary>What finds passages.</summary>
public enum AskedLegs
{
    /// <summary>Words and vectors, fused.</summary>
    Both = 0,

    /// <summary>Words alone.</summary>
    Words = 1,

    /// <summary>Vectors alone.</summary>
    Vectors = 2,
}
