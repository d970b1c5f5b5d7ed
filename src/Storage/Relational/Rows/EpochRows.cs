using RagCluster.Storage.Fencing;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>epochs</c>.</summary>
internal static class EpochRows
{
    /// <summary>Gives a resource to an owner.</summary>
    /// <returns>The new epoch.</returns>
    public static long Take(SqlSession session, string resource, string owner, DateTimeOffset now)
    {
        session.Execute(
            """
            INSERT INTO epochs (resource, epoch, owner, taken_at) VALUES ($1, 1, $2, $3)
            ON CONFLICT (resource) DO UPDATE SET epoch = epochs.epoch + 1, owner = excluded.owner, taken_at = excluded.taken_at
            """,
            resource,
            owner,
            now.UtcTicks
        );
        return Present(session, resource);
    }

    /// <summary>Refuses a write that carries another epoch than the present one; it stays the present one until the transaction ends.</summary>
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
        session.First(
            "SELECT epoch, owner, taken_at FROM epochs WHERE resource = $1",
            row => new Epoch(row.GetInt64(0), row.GetString(1), Ticks.Read(row, 2)),
            resource
        );

    private static long Present(SqlSession session, string resource) =>
        session.Scalar("SELECT epoch FROM epochs WHERE resource = $1", resource) ?? 0;
}
