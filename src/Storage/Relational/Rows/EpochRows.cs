using RagCluster.Storage.Fencing;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>epochs</c>. The three in them is <see cref="RowChecksum.CountWeight"/>.</summary>
internal static class EpochRows
{
    private static readonly string Columns = SealedTables.Epochs.Select("e");

    /// <summary>Gives a resource to an owner.</summary>
    /// <returns>The new epoch.</returns>
    public static long Take(SqlSession session, string resource, string owner, DateTimeOffset now)
    {
        // A damaged epoch must not be counted on from.
        Read(session, resource);
        session.Execute(
            """
            INSERT INTO epochs (resource, epoch, owner, taken_at, checksum) VALUES ($1, 1, $2, $3, $4 + 3)
            ON CONFLICT (resource) DO UPDATE SET
                epoch = epochs.epoch + 1, owner = excluded.owner, taken_at = excluded.taken_at, checksum = $4 + 3 * (epochs.epoch + 1)
            """,
            resource,
            owner,
            now.UtcTicks,
            RowChecksum.Of("epochs", resource, owner, now.UtcTicks)
        );
        return Present(session, resource);
    }

    /// <summary>
    /// Refuses a write that carries another epoch than the present one; it stays the present one until the transaction ends.
    /// </summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the writer is not the owner.</exception>
    public static void Require(SqlSession session, string resource, long epoch)
    {
        session.HoldEpoch(resource);
        long present = Present(session, resource);
        if (present != epoch)
        {
            throw Fence.Reject(resource, epoch, present);
        }
    }

    /// <summary>Who has a resource, or null.</summary>
    public static Epoch? Find(SqlSession session, string resource) =>
        Read(session, resource) is { } row ? new Epoch(row.Number(3), row.Text(1), row.Time(2)) : null;

    private static long Present(SqlSession session, string resource) => Read(session, resource)?.Number(3) ?? 0;

    private static SealedRow? Read(SqlSession session, string resource) =>
        session.First($"SELECT {Columns} FROM epochs e WHERE e.resource = $1", SealedTables.Epochs.Read, resource);
}
