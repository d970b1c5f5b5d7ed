using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Sqlite.Compacting;
using RagCluster.Storage.Sqlite.Migrations;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.Storage.Sqlite.Rebuilding;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.Storage.Sqlite.Writing;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// The database's open file: its writer and its readers. Before SQLite opens it, its log and its pages are compared with their checksums;
/// where these leave a doubt (they were not there, or a page could not be set right) SQLite reads the whole file, and one that is malformed
/// is made anew.
/// </summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    /// <summary>The file that is made and removed so that the folder's entries are flushed.</summary>
    internal const string MarkerFile = "opening";

    private readonly ReaderPool _readers;
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;
    private int _users;

    private SqliteFile(GroupCommitWriter writer, ReaderPool readers)
    {
        Writer = writer;
        _readers = readers;
    }

    /// <summary>The one that writes.</summary>
    internal GroupCommitWriter Writer { get; }

    /// <summary>
    /// Whether it may hold other rows than were written, or lack some: every one is to be read before anybody relies on it.
    /// </summary>
    internal bool IsInDoubt { get; private init; }

    /// <summary>
    /// Opens the database of a folder, brings it to the newest schema and makes everything that was left in the write-ahead log durable.
    /// </summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="damage">Takes what is found damaged.</param>
    /// <param name="isInDoubt">Whether it was found malformed before.</param>
    internal static SqliteFile Open(SqliteStoreOptions options, TimeProvider time, DamageLedger damage, bool isInDoubt)
    {
        string folder = Path.GetFullPath(options.DataFolder);
        string path = Path.Combine(folder, SqliteDatabase.FileName);
        DiskReserve reserve = new(folder, options.DiskReserveBytes);
        DatabaseRebuild.Finish(path);
        CompactCopy.Finish(path);
        HashSet<uint> inLog = WalCheck.Check(path, damage, out bool isLogInDoubt);
        PageSums sums = PageSums.Open(path, inLog, damage);
        isInDoubt |= isLogInDoubt || sums.AreInDoubt;
        bool isRebuilt = isInDoubt && !StructureCheck.IsSound(path, time) && Rebuild();
        Checkpointer checkpointer;
        try
        {
            checkpointer = OpenWriter(reserve, options, time, () => new Checkpointer(path, sums, damage));
        }
        catch (SqliteException malformed) when (SqliteFailure.IsMalformed(malformed) && !isRebuilt)
        {
            // Not in the filter, which would hide that the disk is full: this would then be called damaged beyond help.
            isRebuilt = Rebuild();
            if (!isRebuilt)
                throw;
            checkpointer = OpenWriter(reserve, options, time, () => new Checkpointer(path, sums, damage));
        }

        reserve.Restore();
        return new SqliteFile(new GroupCommitWriter(checkpointer, options, reserve), new ReaderPool(path, options.ReaderCount))
        {
            IsInDoubt = isInDoubt || isRebuilt,
        };

        bool Rebuild()
        {
            sums.Dispose();
            bool isMade = DatabaseRebuild.Run(path, damage, time);
            sums = PageSums.Open(path, isMade ? [] : inLog, damage);
            return isMade;
        }
    }

    /// <summary>Keeps it open until <see cref="Leave"/>.</summary>
    /// <returns>Whether it is open.</returns>
    internal bool TryEnter()
    {
        Interlocked.Increment(ref _users);
        if (!_isClosing)
            return true;
        Leave();
        return false;
    }

    /// <summary>Ends one <see cref="TryEnter"/>.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0 && _isClosing)
            _unused.TrySetResult();
    }

    /// <summary>Lets nobody enter any more, waits for those who have, and closes it.</summary>
    internal async Task CloseAsync()
    {
        _isClosing = true;
        if (Volatile.Read(ref _users) == 0)
            _unused.TrySetResult();
        await _unused.Task;
        await DisposeAsync();
    }

    /// <summary>Runs a query on what is committed.</summary>
    internal Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        _readers.ReadAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync();
        await Writer.DisposeAsync();
    }

    // A server whose disk was full when it ended has to come back, or nothing could be deleted.
    private static Checkpointer OpenWriter(DiskReserve reserve, SqliteStoreOptions options, TimeProvider time, Func<Checkpointer> open)
    {
        try
        {
            return OpenWriter(options, time, open);
        }
        catch (SqliteException full) when (SqliteFailure.IsFull(full) && reserve.Release())
        {
            return OpenWriter(options, time, open);
        }
    }

    private static Checkpointer OpenWriter(SqliteStoreOptions options, TimeProvider time, Func<Checkpointer> open)
    {
        Checkpointer writer = open();
        try
        {
            if (options.WipesFreed)
                writer.Session.ExecuteScript("PRAGMA secure_delete = ON");
            string folder = Path.GetDirectoryName(writer.Path)!;
            if (SchemaMigrator.IsNew(writer.Session))
                Refuse(DataFolderFault.FindWithoutTables(folder, options.ShardsFolder));
            SchemaMigrator.Migrate(writer.Session, time);
            if (SchemaMigrator.MadeEmpty(writer.Session) is { } madeAt)
                Refuse(DataFolderFault.FindNewer(folder, options.ShardsFolder, madeAt));
            DropFinishedJobs(writer, time.GetUtcNow() - options.JobRetention);
            CopyLog(writer);
            FlushEntries(folder);
            RequireWriteAheadLog(writer.Path);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private static void Refuse(string? fault)
    {
        if (fault is not null)
            throw new RagException(ErrorKind.Unavailable, RagException.CorruptCode, fault);
    }

    // No reason not to start: the jobs stay, and who reads the table hears of the damage.
    private static void DropFinishedJobs(Checkpointer writer, DateTimeOffset before)
    {
        try
        {
            JobRows.DropFinished(writer.Session, before);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT)
        {
            writer.Damage.Report(
                DamageKinds.Database,
                "the table jobs",
                false,
                "Run 'rag doctor --repair' on the stopped folder, or restore a backup."
            );
        }
    }

    // A process that died after a failed flush leaves pages that the kernel shows but the disk may not have. Copying the whole
    // log and flushing the database writes them again, before anything new is acknowledged on top of them.
    private static void CopyLog(Checkpointer writer)
    {
        if (!writer.Run(truncate: true))
        {
            throw new RagException(ErrorKind.Unavailable, "storage-locked", "Another program reads the database. Stop it and start again.");
        }

        writer.Session.TakePagesWritten();
    }

    // SQLite ignores a failed flush of the folder that holds its new files. A change of the folder makes the kernel write its
    // entries once more, whatever became of the first attempt, and this flush is looked at.
    private static void FlushEntries(string folder)
    {
        string marker = Path.Combine(folder, MarkerFile);
        File.WriteAllBytes(marker, []);
        File.Delete(marker);
        DurableFile.FlushFolder(folder);
    }

    // A flush that fails while SQLite changes to the write-ahead log is no error of that statement: the old mode just stays, and
    // with it another idea of what a commit is. Asked on a new connection, since the old one answers from memory.
    private static void RequireWriteAheadLog(string path)
    {
        using SqliteSession reader = SqliteSession.OpenReader(path);
        string mode = reader.First("PRAGMA journal_mode", row => row.GetString(0)) ?? "";
        if (mode != "wal")
        {
            throw new RagException(
                ErrorKind.Unavailable,
                StorageFailure.UnavailableCode,
                $"The database {path} could not be put into write-ahead logging (its journal mode is '{mode}'): its disk failed. "
                    + $"Check the disk and start again."
            );
        }
    }
}
