using RagCluster.Corpus.Damage;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>
/// Mends a damaged row in one transaction. First the row as it is now is compared once more: where it is whole, its index led to a wrong
/// place, and the table's indexes are made anew. Then a single flipped bit is looked for; what it explains is exactly what was written.
/// Only then is the row made again from others (<see cref="RowRemakes"/>), or given up with its name.
/// </summary>
internal static class RowMender
{
    /// <summary>What is to be done where indexes are not all that is damaged.</summary>
    internal const string Beyond = "Indexes made anew did not help: the table itself is damaged. Restore a backup.";

    /// <summary>What the name of a damaged index begins with.</summary>
    internal const string IndexOf = "an index of the table ";

    /// <summary>Mends what an access met.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="met">What it met.</param>
    /// <param name="terms">What is known from before.</param>
    internal static Mending Mend(SqlSession session, Exception met, MendingTerms terms)
    {
        if (met is not DamagedRowException damaged)
            return Find(session, (DamagedIndexException)met, terms);
        if (damaged.Table.Find(session, damaged.Address) is not { } row)
            return NotThere(session, damaged.Table, terms);
        string what = RowNames.Describe(session, damaged.Table, row);
        bool isIntact = damaged.Table.IsIntact(row);
        if (isIntact && CoveredValues.Open(session.Cipher, damaged.Table, row.Values) is not null)
            return damaged.Table.Kind == DamageKinds.Collection ? Recount(session, row, what) : NotThere(session, damaged.Table, terms);
        DamagedSubject? subject = RowNames.SubjectOf(session, damaged.Table, row);
        Mending mending =
            // A row that fits its checksum holds no flipped bit: its value is another row's.
            (isIntact ? null : Correct(session, damaged.Table, row, what))
            ?? RowRemakes.Make(session, new DamagedThing(damaged.Table, row, what, terms.Now));
        return mending with { Subject = subject };
    }

    /// <summary>Whether a damaged row holds what only its document, sent again, can bring back.</summary>
    internal static bool IsLost(SqlSession session, SealedTable table, SealedRow row) =>
        table.Kind is DamageKinds.Text or DamageKinds.Content
        && (table.IsIntact(row) || row.Checksum < 0 || BitFlip.Correct(row.Values, row.Checksum, table.Sum) is null)
        && (
            row.Values[0] is not long key
            || Rows.DocumentRows.ByKey(session, key) is not { } found
            || !RowRemakes.HasContent(session, found)
        );

    /// <summary>Undoes a single flipped bit; null when there is none that explains the damage.</summary>
    internal static Mending? Correct(SqlSession session, SealedTable table, SealedRow row, string what)
    {
        if (row.Checksum < 0 || BitFlip.Correct(row.Values, row.Checksum, table.Sum) is not { } values)
            return null;
        table.Write(session, row, values);
        if (table.Kind == DamageKinds.Document)
            Rows.CollectionRows.Recount(session, (long)values[0]!);
        return new Mending(true, what, "One bit had flipped; it was set right.");
    }

    private static Mending Recount(SqlSession session, SealedRow row, string what)
    {
        Rows.CollectionRows.Recount(session, (long)row.Address[0]!);
        return new Mending(true, $"the counts of {what}", "The documents were counted anew.");
    }

    private static Mending Find(SqlSession session, DamagedIndexException missed, MendingTerms terms) =>
        terms.MayReindex || missed.Gap is not { } gap
            ? Reindex(session, missed.Table, terms.MayReindex)
            : RowRemakes.Fill(session, gap.Shard, gap.Sequence, terms.Now);

    private static Mending NotThere(SqlSession session, SealedTable table, MendingTerms terms) =>
        terms.IsAgain ? Reindex(session, table.Name, terms.MayReindex) : new Mending(true, "", "");

    private static Mending Reindex(SqlSession session, string table, bool mayReindex)
    {
        if (mayReindex)
            session.Reindex(table);
        return new Mending(mayReindex, IndexOf + table, mayReindex ? "The table's indexes were made anew." : Beyond);
    }
}
