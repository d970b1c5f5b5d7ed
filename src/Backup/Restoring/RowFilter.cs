using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Restoring;

/// <summary>
/// Takes the rows of one collection out of those of all. Tables come in the order of <see cref="CopiedTables.All"/>, but which bytes
/// belong to the collection say the rows of <c>contents</c>, which come later and are therefore shown first (<see cref="Learn"/>). Jobs,
/// grain state and owners are not the collection's own and stay behind.
/// </summary>
internal sealed class RowFilter(string tenant, string name)
{
    /// <summary>The tables whose rows it has to be shown first, in this order.</summary>
    internal static readonly TableShape[] Learned = [CopiedTables.Collections, CopiedTables.Documents, CopiedTables.Contents];

    private readonly HashSet<long> _collections = [];
    private readonly HashSet<long> _documents = [];
    private readonly HashSet<long> _blobs = [];

    /// <summary>Whether the collection was among the rows.</summary>
    internal bool IsFound => _collections.Count > 0;

    /// <summary>Notes what other tables' rows refer to.</summary>
    /// <param name="table">Collections, documents or contents, in this order.</param>
    /// <param name="rows">Its rows.</param>
    internal void Learn(TableShape table, IEnumerable<object?[]> rows)
    {
        foreach (object?[] row in rows.Where(row => Has(table, row)))
        {
            if (table == CopiedTables.Collections)
                _collections.Add(Number(table, row, "key"));
            else if (table == CopiedTables.Documents)
                _documents.Add(Number(table, row, "key"));
            else if (table == CopiedTables.Contents)
                _blobs.Add(Number(table, row, "blob"));
        }
    }

    /// <summary>Whether a row is the collection's.</summary>
    internal bool Has(TableShape table, object?[] row)
    {
        if (table == CopiedTables.Collections)
            return row[table.At("tenant")] is string owner && owner == tenant && row[table.At("name")] is string called && called == name;
        if (table == CopiedTables.Documents || table == CopiedTables.Names || table == CopiedTables.Logs)
            return _collections.Contains(Number(table, row, "collection"));
        if (table == CopiedTables.Contents || table == CopiedTables.Texts)
            return _documents.Contains(Number(table, row, "document"));
        return table == CopiedTables.Blobs && _blobs.Contains(Number(table, row, "key"));
    }

    private static long Number(TableShape table, object?[] row, string column) => row[table.At(column)] as long? ?? 0;
}
