using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.Storage.Sqlite.Sessions;
using SQLitePCL;

namespace RagCluster.Storage.Sqlite.Writing;

/// <summary>
/// The connection that writes, with its checkpoints: each copies the write-ahead log into the database and keeps the pages' sums, in the
/// order that <see cref="PageSums"/> needs. Used by one thread at a time.
/// </summary>
/// <param name="path">The database's file.</param>
/// <param name="sums">The sums of its pages.</param>
/// <param name="damage">Takes the findings.</param>
internal sealed class Checkpointer(string path, PageSums sums, DamageLedger damage) : IDisposable
{
    private readonly WalFollower _log = new(path, damage);

    /// <summary>The connection.</summary>
    internal SqliteSession Session { get; } = SqliteSession.OpenWriter(path);

    /// <summary>The database's file.</summary>
    internal string Path => path;

    /// <summary>Takes the findings.</summary>
    internal DamageLedger Damage => damage;

    /// <summary>Copies the log.</summary>
    /// <param name="truncate">Wait for readers and cut the log to nothing, instead of copying what no reader needs.</param>
    /// <returns>Whether everything was copied.</returns>
    /// <exception cref="SqliteException">The disk failed.</exception>
    internal bool Run(bool truncate)
    {
        // Cutting the log comes after the sums are stored, as any other use of it does.
        if (!Session.Checkpoint(truncate ? raw.SQLITE_CHECKPOINT_FULL : raw.SQLITE_CHECKPOINT_PASSIVE, out int frames))
            return false;
        try
        {
            sums.Store(_log.Read(frames));
        }
        catch (IOException error)
        {
            const int FlushFailed = raw.SQLITE_IOERR | (4 << 8);
            throw new SqliteException(
                $"The checksums of the database's pages could not be stored: {error.Message}",
                raw.SQLITE_IOERR,
                FlushFailed
            );
        }

        return !truncate || Session.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, out _);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        _log.Dispose();
        sums.Dispose();
    }
}
