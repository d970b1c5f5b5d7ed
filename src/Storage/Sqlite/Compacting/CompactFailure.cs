using System.Globalization;
using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Compacting;

/// <summary>Why a database could not be written anew; it is as it was.</summary>
internal static class CompactFailure
{
    /// <summary>The problem's slug when others kept it from being done.</summary>
    internal const string BusyCode = "storage-busy";

    private const double BytesPerMebibyte = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Others read or wrote all the time.</summary>
    internal static RagException Busy() =>
        new(
            ErrorKind.Unavailable,
            BusyCode,
            "The database is being copied, or was written to all the time, and was not written anew. Try again later."
        )
        {
            RetryAfter = Pause,
        };

    /// <summary>Refuses what would leave the disk so full that nothing new is taken.</summary>
    /// <param name="disk">How full it is.</param>
    /// <param name="bytes">Bytes that are needed.</param>
    /// <param name="shareMax">From which share on nothing is taken.</param>
    /// <exception cref="RagException">Unavailable: the disk lacks room.</exception>
    internal static void RequireRoom(DiskUsage disk, long bytes, double shareMax)
    {
        if (new DiskUsage(disk.UsedBytes + bytes, disk.FreeBytes - bytes).Share >= shareMax)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                StorageFailure.FullCode,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Writing the database anew needs {bytes / BytesPerMebibyte:N0} MiB beside it for a moment, on a disk of which less "
                        + $"than {100 * shareMax:0.#} % is then taken (RAG__Storage__DiskShareMax). Free some space or enlarge the disk."
                )
            )
            {
                RetryAfter = Pause,
            };
        }
    }

    /// <summary>What a caller sees of an error.</summary>
    internal static Exception Explain(Exception error) =>
        error switch
        {
            SqliteException sqlite => SqliteFailure.Translate(sqlite),
            IOException io => SqliteFailure.Unavailable(io),
            _ => error,
        };
}
