using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Seals;
using SQLitePCL;

namespace RagCluster.Storage.Sqlite.Sessions;

/// <summary>Says what an error of SQLite means for the promise that an acknowledged write is on disk.</summary>
internal static class SqliteFailure
{
    /// <summary>Where an error that damage caused carries the name of the table that was asked.</summary>
    public const string TableKey = "table";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Whether nothing may be written any more after this error: the disk failed, or its content is damaged.</summary>
    /// <param name="error">The error.</param>
    public static bool Seals(SqliteException error) =>
        error.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN;

    /// <summary>Whether the database's own structure is damaged.</summary>
    /// <param name="error">The error.</param>
    public static bool IsMalformed(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Whether the disk is full.</summary>
    /// <param name="error">The error.</param>
    public static bool IsFull(SqliteException error) => error.SqliteErrorCode == raw.SQLITE_FULL;

    /// <summary>Whether the error is about the disk or the machine, not about the one write that met it.</summary>
    /// <param name="error">The error.</param>
    public static bool IsShared(Exception error) =>
        error is SqliteException sqlite
        && (
            (Seals(sqlite) && sqlite.SqliteErrorCode != raw.SQLITE_CORRUPT)
            || sqlite.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_NOMEM or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
        );

    /// <summary>The error as callers see it; one that is not about the disk stays as it is.</summary>
    /// <param name="error">The error.</param>
    public static Exception Translate(SqliteException error) =>
        error.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => StorageFailure.Full(error),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new DamagedIndexException(error.Data[TableKey] as string ?? ""),
            _ when IsShared(error) => Unavailable(error),
            _ => error,
        };

    /// <summary>The disk does not keep its promise.</summary>
    /// <param name="cause">What was seen, or null when it was seen earlier.</param>
    public static RagException Unavailable(Exception? cause) => StorageFailure.Unavailable(cause, RetryAfter);
}
