using Npgsql;
using RagCluster.Storage.Postgres.Connections;

namespace RagCluster.Storage.Postgres;

/// <summary>Single statements with positional parameters.</summary>
internal static class PostgresCommand
{
    /// <summary>A statement with its parameters.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters' values.</param>
    public static NpgsqlCommand Create(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        NpgsqlCommand command = new(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is string text ? PostgresText.Clean(text) : value });
        }

        return command;
    }
}
