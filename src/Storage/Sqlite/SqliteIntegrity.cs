using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Sqlite;

/// <summary>Has SQLite look at its own structure: pages, trees, and whether the indexes hold what the tables do.</summary>
internal static class SqliteIntegrity
{
    private const int LinesMax = 100;

    /// <summary>
    /// Looks; where that is asked for and something is wrong, makes the indexes anew, and if that is not enough the whole database.
    /// </summary>
    internal static async Task<DamageFinding[]> CheckAsync(
        SqliteDatabase database,
        MendingDatabase mending,
        bool repair,
        CancellationToken cancellationToken
    )
    {
        string[] before = await ReadFaultsAsync(database, cancellationToken);
        if (before.Length == 0)
            return [];
        string[] after = repair ? await RepairAsync(database, mending, cancellationToken) : before;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DamageFinding[] findings =
        [
            .. before.Select(line =>
                after.Contains(line)
                    ? new DamageFinding(
                        DamageKinds.Database,
                        $"the database ({line})",
                        false,
                        repair ? "Restore a backup." : "--repair makes it anew from what can be read.",
                        now
                    )
                    : new DamageFinding(DamageKinds.Database, $"the database ({line})", true, "What could not be read was made anew.", now)
            ),
        ];
        foreach (DamageFinding finding in findings)
            mending.Damage.Report(finding.Kind, finding.What, finding.IsRepaired, finding.Outcome);
        return findings;
    }

    private static async Task<string[]> ReadFaultsAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            List<string> lines = await database.ReadAsync(
                session => session.All($"PRAGMA integrity_check({LinesMax})", row => row.GetString(0)),
                cancellationToken
            );
            return [.. lines.Where(line => line != "ok")];
        }
        catch (Exception damaged) when (damaged is DamagedIndexException or RagException { Code: RagException.CorruptCode })
        {
            return [damaged.Message];
        }
    }

    private static async Task<string[]> RepairAsync(SqliteDatabase database, MendingDatabase mending, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                "",
                session =>
                {
                    session.ExecuteScript("REINDEX");
                    return true;
                },
                0,
                cancellationToken
            );
        }
        catch (Exception failed)
            when (failed is RagException { Code: RagException.CorruptCode } or SqliteException or DamagedIndexException)
        {
            // Whether it helped, the second look says.
        }

        if ((await ReadFaultsAsync(database, cancellationToken)).Length > 0)
            await mending.RebuildAsync(isAgain: false).WaitAsync(cancellationToken);
        return await ReadFaultsAsync(database, cancellationToken);
    }
}
