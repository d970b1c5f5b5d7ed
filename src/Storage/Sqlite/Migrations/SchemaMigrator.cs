using System.Globalization;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Migrations;

/// <summary>Brings a database to the newest schema: forward only, each script in its own transaction with its version row.</summary>
internal static class SchemaMigrator
{
    private const string ScriptPrefix = "RagCluster.Storage.Sqlite.Migrations.";

    /// <summary>What this build knows: the script of version 1, then that of each later one.</summary>
    internal static IReadOnlyList<string> Scripts => EmbeddedScripts.Read(ScriptPrefix);

    /// <summary>Whether a database was never migrated.</summary>
    /// <param name="session">A connection.</param>
    public static bool IsNew(SqliteSession session) =>
        session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'") == 0;

    /// <summary>The ticks at which a migrated database was made, where it holds no collection; null where it holds one.</summary>
    /// <param name="session">A connection.</param>
    public static long? MadeEmpty(SqliteSession session) =>
        session.Scalar("SELECT min(applied_at) FROM schema_version WHERE NOT EXISTS (SELECT 1 FROM collections)");

    /// <summary>Applies what is missing.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="time">The clock for the version rows.</param>
    /// <exception cref="RagException">Unavailable: a newer build wrote this database.</exception>
    public static void Migrate(SqliteSession session, TimeProvider time) => Migrate(session, time, Scripts);

    /// <summary>Applies those of some scripts that are missing.</summary>
    internal static void Migrate(SqliteSession session, TimeProvider time, IReadOnlyList<string> scripts)
    {
        session.ExecuteScript("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL);");
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
            session.ExecuteScript($"BEGIN IMMEDIATE;\n{scripts[version - 1]}");
            session.Execute("INSERT INTO schema_version VALUES ($1, $2)", version, time.GetUtcNow().UtcTicks);
            session.ExecuteScript("COMMIT;");
        }
    }
}
