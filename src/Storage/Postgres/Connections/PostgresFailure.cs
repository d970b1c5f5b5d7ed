using System.Net.Sockets;
using Npgsql;
using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>Says what an error of PostgreSQL or of the way to it means. Codes are SQLSTATEs (PostgreSQL manual, appendix A).</summary>
internal static class PostgresFailure
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Whether the server can't be reached or ended the connection.</summary>
    /// <param name="error">The error.</param>
    public static bool IsConnection(Exception error) =>
        error switch
        {
            // 08 connection exception, 57P0x shutdown, crash, starting up, idle session; 25P03 a transaction that stood idle.
            PostgresException postgres => postgres.SqlState.StartsWith("08", StringComparison.Ordinal)
                || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal)
                || postgres.SqlState == "25P03",
            NpgsqlException or SocketException or IOException or TimeoutException => true,
            _ => false,
        };

    /// <summary>
    /// Whether the same transaction may succeed when it is run again: it met another one, or a connection that was dead before.
    /// </summary>
    /// <param name="error">The error.</param>
    public static bool IsPassing(Exception error) =>
        error
            is PostgresException
            {
                SqlState: PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.ForeignKeyViolation
            }
        || (IsConnection(error) && !IsTimeout(error));

    /// <summary>Whether the error is about the server, not about the one write that met it.</summary>
    /// <param name="error">The error.</param>
    public static bool IsShared(Exception error) =>
        IsConnection(error) || IsPassing(error) || (error is PostgresException postgres && Translate(postgres) is RagException);

    /// <summary>Whether nobody answered in time.</summary>
    /// <param name="error">The error.</param>
    public static bool IsTimeout(Exception error) => error is TimeoutException || error.InnerException is TimeoutException;

    /// <summary>The error as callers see it; one that is not about the server stays as it is.</summary>
    /// <param name="error">The error.</param>
    public static Exception Translate(Exception error) =>
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StorageFailure.Full(error),
            PostgresException { SqlState: "XX001" or "XX002" } damaged => StorageFailure.Damaged(damaged.TableName, error),
            PostgresException postgres => IsConnection(postgres) || IsPassing(postgres) || IsScarce(postgres.SqlState)
                ? Unavailable(error)
                : error,
            _ => IsConnection(error) ? Unavailable(error) : error,
        };

    /// <summary>The server does not answer.</summary>
    /// <param name="cause">What was seen, or null when it was seen a moment ago.</param>
    public static RagException Unavailable(Exception? cause) => StorageFailure.Unavailable(cause, RetryAfter);

    // 53 insufficient resources, 55P03 a lock not granted in time, 57014 cancelled by a timeout, 58 an error outside PostgreSQL such as
    // I/O.
    private static bool IsScarce(string state) =>
        state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("58", StringComparison.Ordinal)
        || state is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction;
}
