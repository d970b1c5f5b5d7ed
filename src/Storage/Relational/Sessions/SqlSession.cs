using System.Data.Common;
using RagCluster.Storage.Encryption;

namespace RagCluster.Storage.Relational.Sessions;

/// <summary>
/// A connection as the statements of both engines see it. Parameters are positional: <c>$1</c>, <c>$2</c> and so on. Used by one thread
/// at a time. The statements are written in the SQL that SQLite and PostgreSQL share; where they differ, a member here says how.
/// </summary>
internal abstract class SqlSession : IDisposable
{
    /// <summary>The database: <c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Engine { get; }

    /// <summary>The form in which values are stored. Whoever lends the connection sets it.</summary>
    public ContentCipher Cipher { get; set; } = ContentCipher.None;

    /// <summary>Runs statements that take no parameters.</summary>
    /// <param name="sql">The statements.</param>
    public abstract void ExecuteScript(string sql);

    /// <summary>Runs one statement; its prepared form is kept.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters' values.</param>
    public abstract void Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>The first column of the first row as a number; null when there is none.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="values">The parameters' values.</param>
    public abstract long? Scalar(string sql, params ReadOnlySpan<object?> values);

    /// <summary>All rows.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="map">Reads a row.</param>
    /// <param name="values">The parameters' values.</param>
    public abstract List<T> All<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values);

    /// <summary>The first row, or null.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="map">Reads a row.</param>
    /// <param name="values">The parameters' values.</param>
    public abstract T? First<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values)
        where T : class;

    /// <summary>Keeps others from taking a resource until the transaction ends. SQLite has one writer and needs nothing.</summary>
    /// <param name="resource">The resource.</param>
    public virtual void HoldEpoch(string resource) { }

    /// <summary>The rest of this transaction may take minutes.</summary>
    public virtual void ExpectLong() { }

    /// <summary>Adds a record to a log; it may be held back until the transaction ends, see <see cref="Settle"/>.</summary>
    /// <param name="row">The record.</param>
    public virtual void AppendLog(LogRow row) =>
        Execute(
            "INSERT INTO shard_log (collection, shard, sequence, document, generation, payload, checksum) VALUES ($1, $2, $3, "
                + "$4, $5, $6, $7)",
            row.Collection,
            row.Shard,
            row.Sequence,
            row.Document,
            row.Generation,
            row.Payload,
            row.Checksum
        );

    /// <summary>The last sequence of a log, what is held back included; 0 for an empty one.</summary>
    /// <param name="collection">The collection's key.</param>
    /// <param name="shard">The shard's number.</param>
    public virtual long LogEnd(long collection, int shard) =>
        Scalar("SELECT max(sequence) FROM shard_log WHERE collection = $1 AND shard = $2", collection, shard) ?? 0;

    /// <summary>Adds an extracted text; it may be held back until the transaction ends, see <see cref="Settle"/>.</summary>
    /// <param name="row">The text.</param>
    public virtual void AddText(TextRow row) =>
        Execute(
            "INSERT INTO texts (document, generation, bytes, checksum) VALUES ($1, $2, $3, $4)",
            row.Document,
            row.Generation,
            row.Bytes,
            row.Checksum
        );

    /// <summary>Makes a table's indexes anew.</summary>
    /// <param name="table">The table.</param>
    public abstract void Reindex(string table);

    /// <summary>Writes what is held back, so that statements on logs and texts see it.</summary>
    public virtual void Settle() { }

    /// <inheritdoc/>
    public abstract void Dispose();
}
