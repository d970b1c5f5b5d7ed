using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>
/// The tables of the journal, and the triggers that write it: one table for each that is copied, with the address of every row that was
/// written. They are there only while changes are shipped; no migration makes them, and no copy holds them.
/// </summary>
internal static class ChangeTables
{
    /// <summary>What the names of all of it begin with.</summary>
    internal const string Prefix = "changes_";

    private const string Position = Prefix + "position";
    private const string Postgres = "postgres";

    /// <summary>Whether the journal is there.</summary>
    internal static bool Exist(SqlSession session) =>
        session.Engine == Postgres
            ? session.Scalar("SELECT count(*) FROM pg_class WHERE oid = to_regclass('changes_position')") == 1
            : session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'changes_position'") == 1;

    /// <summary>How far it was shipped; null where it is not there, or is of another schema than the tables.</summary>
    internal static ChangePosition? Read(SqlSession session) =>
        Exist(session)
            ? session.First(
                $"SELECT chain, tick, shipped FROM {Position} WHERE version = (SELECT max(version) FROM schema_version)",
                row => new ChangePosition(row.GetString(0), row.GetInt64(1), row.GetInt64(2))
            )
            : null;

    /// <summary>Makes the journal.</summary>
    internal static void Create(SqlSession session, string chain)
    {
        bool isPostgres = session.Engine == Postgres;
        foreach (TableShape table in CopiedTables.All)
            session.ExecuteScript(isPostgres ? PostgresJournal(table) : SqliteJournal(table));
        session.ExecuteScript(
            $"CREATE TABLE {Position} (chain TEXT NOT NULL, version BIGINT NOT NULL, tick BIGINT NOT NULL, shipped BIGINT NOT NULL)"
        );
        session.Execute($"INSERT INTO {Position} SELECT $1, max(version), 0, 0 FROM schema_version", chain);
    }

    /// <summary>Removes the journal.</summary>
    internal static void Drop(SqlSession session)
    {
        bool isPostgres = session.Engine == Postgres;
        foreach (TableShape table in CopiedTables.All)
        {
            string name = Prefix + table.Name;
            session.ExecuteScript(
                isPostgres
                    ? $"DROP TRIGGER IF EXISTS {name} ON {table.Name}; DROP FUNCTION IF EXISTS {name}(); DROP TABLE IF EXISTS {name}"
                    : $"DROP TRIGGER IF EXISTS {name}_inserted; DROP TRIGGER IF EXISTS {name}_updated; "
                        + $"DROP TRIGGER IF EXISTS {name}_deleted; DROP TABLE IF EXISTS {name}"
            );
        }

        session.ExecuteScript($"DROP TABLE IF EXISTS {Position}");
    }

    /// <summary>Counts an attempt.</summary>
    internal static void Advance(SqlSession session) => session.Execute($"UPDATE {Position} SET tick = tick + 1");

    /// <summary>Forgets entries that were shipped.</summary>
    internal static void Forget(SqlSession session, SeenChanges seen, long tick)
    {
        foreach ((TableShape table, long first, long last) in seen.Ranges)
            session.Execute($"DELETE FROM {Prefix}{table.Name} WHERE id BETWEEN $1 AND $2", first, last);
        session.Execute($"UPDATE {Position} SET shipped = $1 WHERE shipped < $1", tick);
    }

    /// <summary>Whether there is an entry.</summary>
    internal static bool Any(SqlSession session) =>
        CopiedTables.All.Any(table => session.Scalar($"SELECT id FROM {Prefix}{table.Name} LIMIT 1") is not null);

    // An update of an address is a row that went and one that came.
    private static string SqliteJournal(TableShape table)
    {
        string name = Prefix + table.Name;
        string columns = string.Join(", ", table.Address);
        string news = string.Join(", ", table.Address.Select(column => $"new.{column}"));
        string olds = string.Join(", ", table.Address.Select(column => $"old.{column}"));
        string moved = string.Join(" OR ", table.Address.Select(column => $"old.{column} <> new.{column}"));
        return $"""
            CREATE TABLE {name} (id INTEGER PRIMARY KEY, {columns});
            CREATE TRIGGER {name}_inserted AFTER INSERT ON {table.Name} BEGIN
                INSERT INTO {name} ({columns}) VALUES ({news});
            END;
            CREATE TRIGGER {name}_updated AFTER UPDATE ON {table.Name} BEGIN
                INSERT INTO {name} ({columns}) SELECT {olds} WHERE {moved};
                INSERT INTO {name} ({columns}) VALUES ({news});
            END;
            CREATE TRIGGER {name}_deleted AFTER DELETE ON {table.Name} BEGIN
                INSERT INTO {name} ({columns}) VALUES ({olds});
            END;
            """;
    }

    private static string PostgresJournal(TableShape table)
    {
        string name = Prefix + table.Name;
        string columns = string.Join(", ", table.Address);
        string news = string.Join(", ", table.Address.Select(column => $"new.{column}"));
        string olds = string.Join(", ", table.Address.Select(column => $"old.{column}"));
        return $"""
            CREATE TABLE {name} AS SELECT {columns} FROM {table.Name} WHERE false;
            ALTER TABLE {name} ADD COLUMN id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $journal$
            BEGIN
                IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ROW({olds}) IS DISTINCT FROM ROW({news})) THEN
                    INSERT INTO {name} ({columns}) VALUES ({olds});
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    INSERT INTO {name} ({columns}) VALUES ({news});
                END IF;
                RETURN NULL;
            END
            $journal$;
            CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table.Name} FOR EACH ROW EXECUTE FUNCTION {name}();
            """;
    }
}
