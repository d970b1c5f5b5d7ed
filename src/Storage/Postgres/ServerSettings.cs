using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Postgres;

/// <summary>Refuses a server whose settings break the promise that an acknowledged write is on disk.</summary>
internal static class ServerSettings
{
    /// <summary>Looks at the settings of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What it should be like.</param>
    /// <exception cref="ArgumentException">A setting acknowledges writes before they are flushed; the message names it and the
    /// fix.</exception>
    public static void Require(SqlSession session, PostgresStoreOptions options)
    {
        RequirePassedOn(session, options);
        if (options.TransactionPooling)
        {
            session.ExecuteScript(options.BeginScript);
            RequireDurable(session);
            session.ExecuteScript("ROLLBACK");
        }
        else
        {
            RequireDurable(session);
        }
    }

    // A pooler that is told to ignore options would drop them, and prepared statements would be looked for on servers that lack them.
    private static void RequirePassedOn(SqlSession session, PostgresStoreOptions options)
    {
        const string setting = "idle_in_transaction_session_timeout";
        if (
            !options.TransactionPooling
            && !options.ConnectionString.Contains(setting, StringComparison.OrdinalIgnoreCase)
            && session.Scalar("SELECT setting::bigint FROM pg_settings WHERE name = $1", setting)
                != (long)options.IdleTransactionMax.TotalMilliseconds
        )
        {
            throw new ArgumentException(
                "What stands between this silo and PostgreSQL does not pass a connection's options on: behind PgBouncer with pool_mode = "
                    + "transaction set RAG__Storage__Postgres__TransactionPooling to true, else let it pass options on."
            );
        }
    }

    private static void RequireDurable(SqlSession session)
    {
        string commit = Show(session, "synchronous_commit");
        if (commit is not ("on" or "remote_apply"))
        {
            throw new ArgumentException(
                $"PostgreSQL has synchronous_commit={commit} for this session: a crash of the server would lose acknowledged documents. "
                    + "Remove synchronous_commit from the Options of RAG__Storage__Postgres__ConnectionString, and let a "
                    + "connection pooler in between pass options on."
            );
        }

        if (Show(session, "fsync") != "on")
        {
            throw new ArgumentException(
                "PostgreSQL runs with fsync=off: a crash of its machine would lose acknowledged documents. Set fsync=on in postgresql.conf."
            );
        }
    }

    private static string Show(SqlSession session, string setting) => session.First($"SHOW {setting}", row => row.GetString(0)) ?? "";
}
