using RagCluster.Corpus.Errors;

namespace RagCluster.Storage;

/// <summary>What callers of any store see when it can't keep its promise.</summary>
internal static class StorageFailure
{
    /// <summary>The problem's slug when the store can't be reached or its disk failed.</summary>
    public const string UnavailableCode = "storage-unavailable";

    /// <summary>The problem's slug when the disk is full.</summary>
    public const string FullCode = "storage-full";

    /// <summary>The problem's slug when stored bytes are not what was written.</summary>
    public const string CorruptCode = "storage-corrupt";

    /// <summary>The store does not keep its promise.</summary>
    /// <param name="cause">What was seen, or null when it was seen earlier.</param>
    /// <param name="retryAfter">When another try may help.</param>
    public static RagException Unavailable(Exception? cause, TimeSpan retryAfter) =>
        new(ErrorKind.Unavailable, UnavailableCode, "The store can't promise that this write is on disk.", null, cause)
        {
            RetryAfter = retryAfter,
        };

    /// <summary>The disk is full.</summary>
    /// <param name="cause">What was seen.</param>
    public static RagException Full(Exception cause) =>
        new(
            ErrorKind.Unavailable,
            FullCode,
            "The disk is full: nothing was written. Free some space; the store goes on by itself.",
            null,
            cause
        )
        {
            RetryAfter = TimeSpan.FromSeconds(10),
        };

    /// <summary>The whole database is damaged.</summary>
    /// <param name="cause">What was seen.</param>
    public static RagException Damaged(Exception cause) =>
        new(ErrorKind.Unavailable, CorruptCode, "The database is damaged. Restore a backup.", null, cause);

    /// <summary>Stored bytes that fail their checksum.</summary>
    /// <param name="what">What was read.</param>
    /// <param name="cause">What was seen, or null.</param>
    public static RagException Corrupt(string what, Exception? cause = null) =>
        new(
            ErrorKind.Unavailable,
            CorruptCode,
            $"The stored {what} is damaged: its checksum does not match. Restore a backup or ingest it again.",
            null,
            cause
        );
}
