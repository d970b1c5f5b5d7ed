using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.Storage.Sqlite.Writing;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite.Writing;

public sealed class GroupCommitWriterTests : IAsyncLifetime
{
    private const int FlushFailed = 1034;
    private readonly TempFolder _folder = new();
    private SqliteDatabase _database = null!;

    private GroupCommitWriter Writer => _database.Writer;

    public Task InitializeAsync()
    {
        _database = SqliteDatabase.Open(
            new SqliteStoreOptions
            {
                DataFolder = _folder.FullPath,
                QueueLimit = 50,
                QueueBytesMax = 1 << 20,
                CheckpointPages = 64,
            },
            TimeProvider.System,
            new Corpus.Damage.DamageLedger(TimeProvider.System)
        );
        return WriteAsync(session => session.ExecuteScript("CREATE TABLE t (v INTEGER UNIQUE, b BLOB)"));
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WritesThatWait_ShareOneCommit()
    {
        using GroupSizes sizes = new();
        Task blocked = await BlockWriterAsync(out ManualResetEventSlim release);
        Task[] writes = [.. Enumerable.Range(0, 40).Select(InsertAsync)];
        release.Set();
        await Task.WhenAll([blocked, .. writes]);
        Assert.Contains(40, sizes.Seen);
        Assert.Equal(40, await CountAsync());
    }

    [Fact]
    public async Task FullQueue_TurnsTheNextAway()
    {
        Task blocked = await BlockWriterAsync(out ManualResetEventSlim release);
        Task[] writes = [.. Enumerable.Range(0, 50).Select(InsertAsync)];
        RagException error = await Assert.ThrowsAsync<RagException>(() => InsertAsync(50));
        Assert.Equal(ErrorKind.Overloaded, error.Kind);
        Assert.NotNull(error.RetryAfter);
        release.Set();
        await Task.WhenAll([blocked, .. writes]);
        await InsertAsync(50);
    }

    [Fact]
    public async Task WaitingBytes_AreBoundedButOneLargeWritePasses()
    {
        await Writer.WriteAsync(_ => 0, bytes: 5 << 20, CancellationToken.None);
        Task blocked = await BlockWriterAsync(out ManualResetEventSlim release);
        Task first = Writer.WriteAsync(_ => 0, bytes: 600_000, CancellationToken.None);
        RagException error = await Assert.ThrowsAsync<RagException>(() =>
            Writer.WriteAsync(_ => 0, bytes: 600_000, CancellationToken.None)
        );
        Assert.Equal(ErrorKind.Overloaded, error.Kind);
        release.Set();
        await Task.WhenAll(blocked, first);
    }

    [Fact]
    public async Task ErrorOfOneWrite_UndoesItAlone()
    {
        Task blocked = await BlockWriterAsync(out ManualResetEventSlim release);
        Task good = InsertAsync(1);
        Task bad = WriteAsync(session =>
        {
            session.Execute("INSERT INTO t (v) VALUES (2)");
            session.Execute("INSERT INTO t (v) VALUES (1)");
        });
        Task alsoGood = InsertAsync(3);
        release.Set();
        await Task.WhenAll(blocked, good, alsoGood);
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal(2, await CountAsync());
        Assert.Null(Writer.SealedReason);
    }

    [Fact]
    public async Task FailedFlush_SealsForWaitingAndLaterWritesAndReadsGoOn()
    {
        await InsertAsync(1);
        string? told = null;
        Writer.Sealed += reason => told = reason;
        Task blocked = await BlockWriterAsync(out ManualResetEventSlim release);
        Task failing = WriteAsync(_ => throw new SqliteException("disk I/O error", SQLitePCL.raw.SQLITE_IOERR, FlushFailed));
        Task waiting = InsertAsync(2);
        release.Set();
        foreach (Task write in (Task[])[failing, waiting])
        {
            Assert.Equal(StorageFailure.UnavailableCode, (await Assert.ThrowsAsync<RagException>(() => write)).Code);
        }

        Assert.Equal(ErrorKind.Unavailable, (await Assert.ThrowsAsync<RagException>(() => InsertAsync(3))).Kind);
        Assert.Contains("1034", Writer.SealedReason, StringComparison.Ordinal);
        Assert.Equal(Writer.SealedReason, told);
        Assert.Equal(1, await CountAsync());
        await blocked;
    }

    [Fact]
    public async Task FullDisk_RefusesTheWriteAndGoesOnWhenThereIsSpace()
    {
        await WriteAsync(session => session.ExecuteScript("PRAGMA max_page_count = 60"));
        RagException error = await Assert.ThrowsAsync<RagException>(() =>
            WriteAsync(session => session.Execute("INSERT INTO t (v, b) VALUES (1, zeroblob(1000000))"))
        );
        Assert.Equal((ErrorKind.Unavailable, StorageFailure.FullCode), (error.Kind, error.Code));
        Assert.Null(Writer.SealedReason);
        await InsertAsync(2);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task CancelledWhileWaiting_IsNotWritten()
    {
        using CancellationTokenSource source = new();
        Task blocked = await BlockWriterAsync(out ManualResetEventSlim release);
        Task cancelled = Writer.WriteAsync(session => Insert(session, 1), 0, source.Token);
        await source.CancelAsync();
        release.Set();
        await blocked;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await InsertAsync(2);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task WriteAheadLog_StaysBounded()
    {
        for (int i = 0; i < 300; i++)
        {
            await WriteAsync(session => session.Execute("INSERT INTO t (b) VALUES (zeroblob(20000))"));
        }

        // 6 MB were written; the log is copied and begun anew every 64 pages of 4 KiB.
        Assert.InRange(new FileInfo(_folder.File(SqliteDatabase.FileName + "-wal")).Length, 1, 1_000_000);
    }

    private static int Insert(SqlSession session, int value)
    {
        session.Execute("INSERT INTO t (v) VALUES ($1)", value);
        return value;
    }

    private Task InsertAsync(int value) => Writer.WriteAsync(session => Insert(session, value), 0, CancellationToken.None);

    private Task WriteAsync(Action<SqlSession> body) =>
        Writer.WriteAsync(
            session =>
            {
                body(session);
                return 0;
            },
            0,
            CancellationToken.None
        );

    private Task<long?> CountAsync() => _database.ReadAsync(session => session.Scalar("SELECT count(*) FROM t"), CancellationToken.None);

    // Holds the writer inside a write, so that what follows waits and forms one group.
    private Task<Task> BlockWriterAsync(out ManualResetEventSlim release)
    {
        ManualResetEventSlim gate = new();
        TaskCompletionSource<Task> entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task write = WriteAsync(_ =>
        {
            entered.SetResult(ended.Task);
            gate.Wait();
        });
        _ = write.ContinueWith(
            done => _ = done.IsCompletedSuccessfully ? ended.TrySetResult() : ended.TrySetException(done.Exception!.InnerExceptions),
            TaskScheduler.Default
        );
        release = gate;
        return entered.Task;
    }
}
