using Npgsql;

namespace RagCluster.Storage.Postgres;

/// <summary>A connection that reads what is committed.</summary>
internal sealed class ReaderSession(NpgsqlConnection connection) : PostgresSession(connection);
