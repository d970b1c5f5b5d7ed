using Microsoft.Data.Sqlite;
using RagCluster.Storage.Sqlite.Migrations;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// Whether a database that nobody has open can be read at all: SQLite looks at every page and compares every index with its table.
/// </summary>
internal static class StructureCheck
{
    private const string Schema =
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master "
        // The journal of changes is there only while they are shipped.
        + "WHERE name NOT LIKE 'changes\\_%' ESCAPE '\\' ORDER BY 1";

    /// <summary>Looks.</summary>
    /// <param name="database">The database's file.</param>
    /// <param name="time">The clock.</param>
    internal static bool IsSound(string database, TimeProvider time)
    {
        try
        {
            using SqliteSession session = SqliteSession.OpenWriter(database);
            return session.All("PRAGMA integrity_check(1)", row => row.GetString(0)) is ["ok"] && HasSchema(session, time);
        }
        catch (SqliteException error) when (SqliteFailure.IsMalformed(error))
        {
            return false;
        }
    }

    // The schema is text in a table, and one flipped bit makes another one of it. An older or newer one is not damaged: migrations look
    // after it.
    private static bool HasSchema(SqliteSession session, TimeProvider time)
    {
        if (SchemaMigrator.IsNew(session))
            return session.Scalar("SELECT count(*) FROM sqlite_master") == 0;
        using SqliteSession made = SqliteSession.OpenWriter(":memory:");
        SchemaMigrator.Migrate(made, time);
        return session.Scalar("SELECT max(version) FROM schema_version") != SchemaMigrator.Scripts.Count
            || session.All(Schema, row => row.GetString(0)).SequenceEqual(made.All(Schema, row => row.GetString(0)));
    }
}
