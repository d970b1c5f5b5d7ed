using System.Globalization;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;

namespace RagCluster.Storage;

/// <summary>What callers of any store see when it can't keep its promise.</summary>
internal static class StorageFailure
{
    /// <summary>The problem's slug when the store can't be reached or its disk failed.</summary>
    public const string UnavailableCode = "storage-unavailable";

    /// <summary>The problem's slug when the disk is full.</summary>
    public const string FullCode = "storage-full";

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

    /// <summary>The disk is so full that nothing new is taken.</summary>
    /// <param name="usage">How full it is.</param>
    /// <param name="shareMax">From which share on nothing is taken.</param>
    public static RagException NearlyFull(DiskUsage usage, double shareMax) =>
        new(
            ErrorKind.Unavailable,
            FullCode,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The disk is {100 * usage.Share:0.0} % full, and from {100 * shareMax:0.#} % on nothing new is taken. Delete "
                    + $"documents or free some space; the store goes on by itself."
            )
        )
        {
            RetryAfter = TimeSpan.FromSeconds(10),
        };

    /// <summary>The database's own structure is damaged.</summary>
    /// <param name="table">The table that was asked; null or empty where it is not known.</param>
    /// <param name="cause">What was seen.</param>
    public static RagException Damaged(string? table, Exception cause)
    {
        string where = string.IsNullOrEmpty(table) ? "" : $" in the table '{table}'";
        return new RagException(
            ErrorKind.Unavailable,
            RagException.CorruptCode,
            $"The database is damaged{where}. Stop the server and run 'rag doctor --repair', or restore a backup.",
            null,
            cause
        );
    }

    /// <summary>Something that is damaged and can't be made again.</summary>
    /// <param name="what">Names it.</param>
    /// <param name="outcome">What is to be done.</param>
    /// <param name="cause">What was seen.</param>
    public static RagException Lost(string what, string outcome, Exception? cause) =>
        new(ErrorKind.Unavailable, RagException.CorruptCode, $"Damaged: {what}. {outcome}", null, cause);

    /// <summary>Stored bytes that fail their checksum.</summary>
    /// <param name="what">What was read.</param>
    /// <param name="cause">What was seen, or null.</param>
    public static RagException Corrupt(string what, Exception? cause = null) =>
        new(
            ErrorKind.Unavailable,
            RagException.CorruptCode,
            $"The stored {what} is damaged: its checksum does not match. Restore a backup or ingest it again.",
            null,
            cause
        );
}
