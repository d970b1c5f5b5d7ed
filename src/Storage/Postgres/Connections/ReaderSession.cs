using Npgsql;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>A connection that reads what is committed.</summary>
/// <param name="connection">The connection; it goes back to its pool with the session.</param>
/// <param name="timeout">How long a statement may take; null as the connection says.</param>
internal sealed class ReaderSession(NpgsqlConnection connection, TimeSpan? timeout = null) : PostgresSession(connection, timeout);
