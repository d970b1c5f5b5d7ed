using Npgsql;
using NpgsqlTypes;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>
/// Log records and texts of a transaction, which carry chunks and embeddings. They are held back and sent by one binary COPY per
/// table instead of a round trip each. A write that fails takes back its own rows.
/// </summary>
internal sealed class HeldRows
{
    private readonly List<LogRow> _logs = [];
    private readonly List<TextRow> _texts = [];
    private int _logsSent;
    private int _textsSent;
    private (int Logs, int Texts, int LogsSent, int TextsSent) _mark;

    /// <summary>Holds a record.</summary>
    public void Add(LogRow row) => _logs.Add(row);

    /// <summary>Holds a text.</summary>
    public void Add(TextRow row) => _texts.Add(row);

    /// <summary>The last sequence of a log among the rows that are not sent, or null.</summary>
    public long? LogEnd(long collection, int shard)
    {
        for (int i = _logs.Count - 1; i >= _logsSent; i--)
        {
            if (_logs[i].Collection == collection && _logs[i].Shard == shard)
            {
                return _logs[i].Sequence;
            }
        }

        return null;
    }

    /// <summary>A savepoint was set.</summary>
    public void Mark() => _mark = (_logs.Count, _texts.Count, _logsSent, _textsSent);

    /// <summary>The transaction went back to the savepoint. Rows of earlier writes that were sent since then are no longer there.</summary>
    public void BackToMark()
    {
        _logs.RemoveRange(_mark.Logs, _logs.Count - _mark.Logs);
        _texts.RemoveRange(_mark.Texts, _texts.Count - _mark.Texts);
        _logsSent = _mark.LogsSent;
        _textsSent = _mark.TextsSent;
    }

    /// <summary>Sends what is held.</summary>
    /// <param name="connection">The transaction's connection.</param>
    public void Send(NpgsqlConnection connection)
    {
        SendLogs(connection);
        SendTexts(connection);
    }

    private void SendLogs(NpgsqlConnection connection)
    {
        if (_logsSent == _logs.Count)
        {
            return;
        }

        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport(
            "COPY shard_log (collection, shard, sequence, document, generation, payload, checksum) FROM STDIN (FORMAT BINARY)"
        );
        foreach (LogRow row in _logs.Skip(_logsSent))
        {
            importer.StartRow();
            importer.Write(row.Collection, NpgsqlDbType.Bigint);
            importer.Write((long)row.Shard, NpgsqlDbType.Bigint);
            importer.Write(row.Sequence, NpgsqlDbType.Bigint);
            importer.Write(PostgresText.Clean(row.Document), NpgsqlDbType.Text);
            importer.Write(row.Generation, NpgsqlDbType.Bigint);
            if (row.Payload is null)
            {
                importer.WriteNull();
            }
            else
            {
                importer.Write(row.Payload, NpgsqlDbType.Bytea);
            }

            importer.Write(row.Checksum, NpgsqlDbType.Bigint);
        }

        importer.Complete();
        _logsSent = _logs.Count;
    }

    private void SendTexts(NpgsqlConnection connection)
    {
        if (_textsSent == _texts.Count)
        {
            return;
        }

        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport(
            "COPY texts (document, generation, bytes, checksum) FROM STDIN (FORMAT BINARY)"
        );
        foreach (TextRow row in _texts.Skip(_textsSent))
        {
            importer.StartRow();
            importer.Write(row.Document, NpgsqlDbType.Bigint);
            importer.Write(row.Generation, NpgsqlDbType.Bigint);
            importer.Write(row.Bytes, NpgsqlDbType.Bytea);
            importer.Write(row.Checksum, NpgsqlDbType.Bigint);
        }

        importer.Complete();
        _textsSent = _texts.Count;
    }
}
