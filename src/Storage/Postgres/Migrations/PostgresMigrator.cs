using System.Globalization;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Postgres.Migrations;

/// <summary>
/// Brings a database to the newest schema: forward only, in one transaction under an advisory lock, so that of several silos that
/// start at once one migrates and the others wait and find nothing to do.
/// </summary>
internal static class PostgresMigrator
{
    private const string ScriptPrefix = "RagCluster.Storage.Postgres.Migrations.";

    /// <summary>What this build knows: the script of version 1, then that of each later one.</summary>
    internal static IReadOnlyList<string> Scripts => EmbeddedScripts.Read(ScriptPrefix);

    /// <summary>Applies what is missing and drops jobs that finished long ago.</summary>
    /// <param name="session">A connection.</param>
    /// <param name="options">How long to wait for another silo, and how long jobs are kept.</param>
    /// <param name="time">The clock for the version rows.</param>
    /// <exception cref="RagException">Unavailable: a newer build wrote this database.</exception>
    public static void Migrate(PostgresSession session, PostgresStoreOptions options, TimeProvider time) =>
        Migrate(session, options, time, Scripts);

    /// <summary>Applies those of some scripts that are missing.</summary>
    internal static void Migrate(PostgresSession session, PostgresStoreOptions options, TimeProvider time, IReadOnlyList<string> scripts)
    {
        // A silo on a busy machine may pause between two statements: a migration begun is worth finishing, and the lock ends with the
        // session.
        session.ExecuteScript(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.BeginScript}; SET LOCAL lock_timeout = {(long)options.MigrationMax.TotalMilliseconds}; SET LOCAL "
                    + $"idle_in_transaction_session_timeout = {(long)options.MigrationMax.TotalMilliseconds}"
            )
        );
        session.ExpectLong();
        session.Execute("SELECT FROM pg_advisory_xact_lock($1)", LockKey.Of("schema", "migration"));
        session.ExecuteScript("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)");
        int current = (int)(session.Scalar("SELECT max(version) FROM schema_version") ?? 0);
        if (current > scripts.Count)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                "storage-newer",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database has schema version {current}, this build knows up to {scripts.Count}. Start the newer build, "
                        + $"or restore a backup that this build wrote."
                )
            );
        }

        for (int version = current + 1; version <= scripts.Count; version++)
        {
            session.ExecuteScript(scripts[version - 1]);
            session.Execute("INSERT INTO schema_version VALUES ($1, $2)", version, time.GetUtcNow().UtcTicks);
        }

        JobRows.DropFinished(session, time.GetUtcNow() - options.JobRetention);
        session.ExecuteScript("COMMIT");
    }
}
