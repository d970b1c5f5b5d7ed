using System.Data.Common;
using Npgsql;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>A pooled connection. Statements are prepared by Npgsql once they were used twice.</summary>
internal abstract class PostgresSession : SqlSession
{
    private static readonly TimeSpan LongMax = TimeSpan.FromMinutes(10);
    private TimeSpan? _timeout;

    /// <summary>Takes over an open connection.</summary>
    /// <param name="connection">The connection; it goes back to its pool with the session.</param>
    /// <param name="timeout">How long a statement may take; null as the connection says.</param>
    protected PostgresSession(NpgsqlConnection connection, TimeSpan? timeout = null)
    {
        Connection = connection;
        _timeout = timeout;
    }

    /// <summary>The connection.</summary>
    protected NpgsqlConnection Connection { get; }

    /// <inheritdoc/>
    public override string Engine => "postgres";

    /// <inheritdoc/>
    public override void ExecuteScript(string sql)
    {
        using NpgsqlCommand command = new(sql, Connection);
        if (_timeout is { } longer)
        {
            command.CommandTimeout = (int)longer.TotalSeconds;
        }

        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override void ExpectLong()
    {
        ExecuteScript("SET LOCAL statement_timeout = 0");
        _timeout = LongMax;
    }

    /// <inheritdoc/>
    public override void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using NpgsqlBatch batch = Batch(sql, values);
        batch.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override long? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using NpgsqlBatch batch = Batch(sql, values);
        using NpgsqlDataReader reader = Last(batch);
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    /// <inheritdoc/>
    public override T? First<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values)
        where T : class
    {
        using NpgsqlBatch batch = Batch(sql, values);
        using NpgsqlDataReader reader = Last(batch);
        return reader.Read() ? map(reader) : null;
    }

    /// <inheritdoc/>
    public override List<T> All<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        List<T> rows = [];
        using NpgsqlBatch batch = Batch(sql, values);
        using NpgsqlDataReader reader = Last(batch);
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <inheritdoc/>
    public override void Reindex(string table)
    {
        Settle();
        ExpectLong();
        ExecuteScript($"REINDEX TABLE {table}");
    }

    /// <inheritdoc/>
    public override void Dispose() => Connection.Dispose();

    /// <summary>Results of the batch made last that come before that of its own statement.</summary>
    protected int ResultsBefore { get; set; }

    /// <summary>What goes to the server with a statement: before it, what was put off.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters' values.</param>
    protected virtual NpgsqlBatch Batch(string sql, ReadOnlySpan<object?> values)
    {
        NpgsqlBatch batch = NewBatch();
        batch.BatchCommands.Add(Command(sql, values));
        return batch;
    }

    /// <summary>An empty batch.</summary>
    protected NpgsqlBatch NewBatch() =>
        _timeout is { } longer ? new NpgsqlBatch(Connection) { Timeout = (int)longer.TotalSeconds } : new NpgsqlBatch(Connection);

    /// <summary>A statement with its parameters.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters' values.</param>
    protected static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object? value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is string text ? PostgresText.Clean(text) : value ?? DBNull.Value });
        }

        return command;
    }

    private NpgsqlDataReader Last(NpgsqlBatch batch)
    {
        NpgsqlDataReader reader = batch.ExecuteReader();
        for (int i = 0; i < ResultsBefore; i++)
        {
            reader.NextResult();
        }

        return reader;
    }
}
