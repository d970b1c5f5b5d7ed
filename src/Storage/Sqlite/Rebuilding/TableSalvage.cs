using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>What became of one table's rows.</summary>
/// <param name="Table">The table.</param>
internal sealed record TableSalvage(StoredTable Table)
{
    /// <summary>Rows that are there again.</summary>
    internal long Rows { get; private set; }

    /// <summary>Rows that are not.</summary>
    internal long Lost { get; private set; }

    /// <summary>Rows or pages in which a flipped bit was set right.</summary>
    internal long Corrected { get; private set; }

    /// <summary>Writes a row. Where its key is taken by one that was read before, the first one stays.</summary>
    internal void Add(SqliteSession session, StoredRow row)
    {
        session.Execute(Table.Insert, row.Values);
        if (session.Scalar("SELECT changes()") == 1)
            Rows++;
        else if (!row.IsIntact)
            Lost++;
    }

    /// <summary>Notes what a page of the table was like.</summary>
    internal void Note(PageRows page)
    {
        Lost += page.Lost;
        Corrected += page.Corrected;
    }
}
