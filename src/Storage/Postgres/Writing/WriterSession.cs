using Npgsql;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Postgres.Writing;

/// <summary>
/// The connection of one group's transaction. Statements without a result are put off and travel with the next query, so that a write
/// costs a round trip per question it asks and one more; bulk rows go by COPY.
/// </summary>
internal sealed class WriterSession(NpgsqlConnection connection, GroupWatch watch) : PostgresSession(connection)
{
    private readonly List<NpgsqlBatchCommand> _putOff = [];
    private int _putOffResults;
    private bool _isLong;
    private readonly HeldRows _held = new();
    private readonly HashSet<string> _heldEpochs = new(StringComparer.Ordinal);

    /// <summary>Begins the transaction and keeps other writers, on any silo, out of some scopes until it ends.</summary>
    /// <param name="scopes">The scopes.</param>
    /// <param name="settings">Sets what the session does not have; null for nothing.</param>
    public void Begin(IEnumerable<string> scopes, string? settings)
    {
        Execute("BEGIN");
        if (settings is not null)
        {
            Execute(settings);
            _putOffResults++;
        }

        // In one order everywhere, so that no two groups wait for each other.
        foreach (long key in scopes.Select(scope => LockKey.Of("scope", scope)).Distinct().Order())
        {
            Lock("SELECT FROM pg_advisory_xact_lock($1)", key);
        }
    }

    /// <inheritdoc/>
    public override void ExpectLong()
    {
        base.ExpectLong();
        _isLong = true;
        watch.Rest();
    }

    /// <summary>Sets the point to which a failing write goes back.</summary>
    public void SetSavepoint()
    {
        Execute("SAVEPOINT request");
        _held.Mark();
    }

    /// <summary>Undoes everything since the savepoint.</summary>
    public void BackToSavepoint()
    {
        _putOff.Clear();
        _putOffResults = 0;
        ExecuteScript("ROLLBACK TO request; RELEASE request");
        _held.BackToMark();
        _heldEpochs.Clear();
    }

    /// <summary>Keeps a write's changes; its errors show now.</summary>
    public void ReleaseSavepoint()
    {
        Execute("RELEASE request");
        SendPutOff();
        if (!_isLong)
        {
            watch.Progress();
        }
    }

    /// <summary>Sends everything that is left of the transaction, but not its commit.</summary>
    public void SendAll()
    {
        Settle();
        SendPutOff();
    }

    /// <summary>Commits. An error leaves open whether the server did.</summary>
    public void Commit() => ExecuteScript("COMMIT");

    /// <inheritdoc/>
    public override void Execute(string sql, params ReadOnlySpan<object?> values) => _putOff.Add(Command(sql, values));

    /// <inheritdoc/>
    public override void HoldEpoch(string resource)
    {
        if (_heldEpochs.Add(resource))
        {
            Lock("SELECT FROM pg_advisory_xact_lock_shared($1)", LockKey.Of("epoch", resource));
        }
    }

    /// <inheritdoc/>
    public override void AppendLog(LogRow row) => _held.Add(row);

    /// <inheritdoc/>
    public override long LogEnd(long collection, int shard) => _held.LogEnd(collection, shard) ?? base.LogEnd(collection, shard);

    /// <inheritdoc/>
    public override void AddText(TextRow row) => _held.Add(row);

    /// <inheritdoc/>
    public override void Settle()
    {
        SendPutOff();
        _held.Send(Connection);
    }

    /// <inheritdoc/>
    protected override NpgsqlBatch Batch(string sql, ReadOnlySpan<object?> values)
    {
        NpgsqlBatch batch = TakePutOff();
        batch.BatchCommands.Add(Command(sql, values));
        return batch;
    }

    // A lock's statement has a result without columns.
    private void Lock(string sql, long key)
    {
        Execute(sql, key);
        _putOffResults++;
    }

    private NpgsqlBatch TakePutOff()
    {
        NpgsqlBatch batch = NewBatch();
        ResultsBefore = _putOffResults;
        _putOffResults = 0;
        foreach (NpgsqlBatchCommand command in _putOff)
        {
            batch.BatchCommands.Add(command);
        }

        _putOff.Clear();
        return batch;
    }

    private void SendPutOff()
    {
        if (_putOff.Count == 0)
        {
            return;
        }

        using NpgsqlBatch batch = TakePutOff();
        batch.ExecuteNonQuery();
    }
}
