using System.Data.Common;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>
/// Every row of a store as of one moment: what was committed before it, and nothing of what came after. Each row is compared with its
/// checksum when it is read. Used by one reader at a time, and only within the call that was given it.
/// </summary>
public sealed class RowSnapshot
{
    private const int PageRowsMax = 500;

    // Rows that carry contents or embeddings are some MiB each: a page grows or shrinks towards this size.
    private const long PageBytes = 4L << 20;
    private readonly SqlSession _session;

    internal RowSnapshot(SqlSession session)
    {
        _session = session;
        Engine = session.Engine;
        SchemaVersion = (int)(session.Scalar("SELECT max(version) FROM schema_version") ?? 0);
    }

    /// <summary>The database: <c>sqlite</c> or <c>postgres</c>.</summary>
    public string Engine { get; }

    /// <summary>The version of the schema; the same number means the same tables on every engine.</summary>
    public int SchemaVersion { get; }

    /// <summary>Whether the store encrypts: then a copy must not stand anywhere in the clear.</summary>
    public bool IsOfEncryptedStore => _session.Cipher.Active is not null;

    /// <summary>How far changes were shipped; null where none are noted.</summary>
    public ChangePosition? Position => ChangeTables.Read(_session);

    /// <summary>The rows of a table that have changed and not been forgotten, each once, in the order of its address.</summary>
    /// <param name="table">One of <see cref="CopiedTables"/>.</param>
    /// <param name="seen">Takes what was noted of them.</param>
    /// <exception cref="RagException">Unavailable: a row is damaged and could not be mended.</exception>
    public IEnumerable<ChangedRow> ReadChanges(TableShape table, SeenChanges seen)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(seen);
        string notes = ChangeTables.Prefix + table.Name;
        foreach (long id in _session.All($"SELECT id FROM {notes} ORDER BY id", row => row.GetInt64(0)))
            seen.Add(table, id);
        int[] places = [.. table.Address.Select(table.At)];
        string address = string.Join(", ", table.Address);
        string equal = string.Join(" AND ", table.Address.Select((column, i) => FormattableString.Invariant($"{column} = ${i + 1}")));
        string select = $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name} WHERE {equal}";
        foreach (object?[] changed in _session.All($"SELECT DISTINCT {address} FROM {notes} ORDER BY {address}", Values))
        {
            if (CopiedValues.IsOwn(table, changed))
                continue;
            object?[]? row = _session.First(select, Values, changed);
            yield return new ChangedRow(changed, row is null ? null : Open(table, row, places));
        }
    }

    /// <summary>The rows of a table in the order of its address.</summary>
    /// <param name="table">One of <see cref="CopiedTables"/>.</param>
    /// <exception cref="RagException">Unavailable: a row is damaged and could not be mended.</exception>
    public IEnumerable<object?[]> Read(TableShape table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] places = [.. table.Address.Select(table.At)];
        string address = string.Join(", ", table.Address);
        string parameters = string.Join(", ", places.Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        string select = $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name}";
        object?[]? last = null;
        int rows = 1;
        List<object?[]> page;
        do
        {
            string from = last is null ? "" : $" WHERE ({address}) > ({parameters})";
            // The count is a part of the statement, so powers of two keep the statements that are prepared few.
            page = _session.All($"{select}{from} ORDER BY {address} LIMIT {rows}", Values, last ?? []);
            foreach (object?[] row in page)
            {
                if (!CopiedValues.IsOwn(table, row))
                    yield return Open(table, row, places);
            }

            if (page.Count < rows)
                yield break;
            last = [.. places.Select(place => page[^1][place])];
            rows = NextCount(rows, page.Sum(BytesOf));
        } while (true);
    }

    private static int NextCount(int rows, long bytes) =>
        bytes > PageBytes && rows > 1 ? rows / 2
        : bytes < PageBytes / 4 && rows < PageRowsMax ? rows * 2
        : rows;

    private static long BytesOf(object?[] row)
    {
        long bytes = 0;
        foreach (object? value in row)
            bytes +=
                value is byte[] content ? content.Length
                : value is string text ? text.Length
                : sizeof(long);
        return bytes;
    }

    private static object?[] Values(DbDataReader row)
    {
        object?[] values = new object?[row.FieldCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return values;
    }

    private object?[] Open(TableShape table, object?[] row, int[] places)
    {
        if (CopiedValues.Open(_session.Cipher, table, row) is { } opened)
            return opened;
        object?[] address = [.. places.Select(place => row[place])];
        // Who gave this snapshot mends the row, and the copy begins again.
        if (SealedTables.All.FirstOrDefault(one => one.Name == table.Name) is { } mendable)
            throw new DamagedRowException(mendable, address);
        List<string> documents = _session.All(
            "SELECT d.id FROM contents c JOIN documents d ON d.key = c.document WHERE c.blob = $1",
            found => found.GetString(0),
            address[0]
        );
        throw StorageFailure.Lost($"the content of document '{string.Join("', '", documents)}'", "Send the document again.", null);
    }
}
