namespace RagCluster.Corpus.Errors;

/// <summary>Tells a full disk from the other reasons for which a write fails.</summary>
public static class FullDisk
{
    // ENOSPC and EDQUOT, and ERROR_DISK_FULL as an HRESULT.
    private const int DiskFull = 28;
    private const int QuotaFull = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether a write failed because its disk, or its user's share of it, is full.</summary>
    /// <param name="error">What the write met.</param>
    public static bool Is(IOException error) => error?.HResult is DiskFull or QuotaFull or DiskFullOnWindows;
}
