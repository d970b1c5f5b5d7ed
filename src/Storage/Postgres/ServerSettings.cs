using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Postgres;

/// <summary>Refuses a server whose settings break the promise that an acknowledged write is on disk.</summary>
internal static class ServerSettings
{
    /// <summary>Looks at the settings of a session.</summary>
    /// <param name="session">The session.</param>
    /// <exception cref="ArgumentException">A setting acknowledges writes before they are flushed; the message names it and the
    /// fix.</exception>
    public static void Require(SqlSession session)
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
