using System.Security.Cryptography;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>A table as its rows stand on pages, and how one of them is known: by its checksum.</summary>
internal sealed class StoredTable
{
    private const string Blobs = "blobs";
    private readonly SealedTable? _sealed;
    private readonly int[] _places;
    private readonly int _checksum;
    private readonly int _number;

    private StoredTable(SqliteSession session, string name, SealedTable? table)
    {
        Name = name;
        _sealed = table;
        List<(string Name, bool IsNumber)> columns = session.All(
            "SELECT name, upper(type) = 'INTEGER' AND pk = 1 FROM pragma_table_info($1) ORDER BY cid",
            row => (row.GetString(0), row.GetInt64(1) == 1),
            name
        );
        Columns = [.. columns.Select(column => column.Name)];
        HasNumbers = session.Scalar("SELECT sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table' AND name = $1", name) == 0;
        // A single key that is a number is the row's number itself, and its place in the record is empty.
        long keys = session.Scalar("SELECT count(*) FROM pragma_table_info($1) WHERE pk > 0", name) ?? 0;
        _number = HasNumbers && keys == 1 ? columns.FindIndex(column => column.IsNumber) : -1;
        _places = table is null ? [] : [.. table.Columns.Select(column => Array.IndexOf(Columns, column))];
        _checksum = Array.IndexOf(Columns, SealedTable.ChecksumColumn);
        string places = string.Join(", ", Columns.Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        Insert = $"INSERT OR IGNORE INTO {name} ({string.Join(", ", Columns)}) VALUES ({places})";
    }

    /// <summary>The table's name.</summary>
    internal string Name { get; }

    /// <summary>Its columns, in the order in which they are stored.</summary>
    internal string[] Columns { get; }

    /// <summary>Whether its rows have numbers.</summary>
    internal bool HasNumbers { get; }

    /// <summary>Adds a row; one whose key is taken, or that lacks what it must have, is left out.</summary>
    internal string Insert { get; }

    /// <summary>What a row is, one of <see cref="Corpus.Damage.DamageKinds"/>.</summary>
    internal string Kind => _sealed?.Kind ?? Corpus.Damage.DamageKinds.Content;

    /// <summary>The tables of a database that has the newest schema.</summary>
    internal static StoredTable[] All(SqliteSession session) =>
        [.. SealedTables.All.Select(table => new StoredTable(session, table.Name, table)), new StoredTable(session, Blobs, null)];

    /// <summary>The row's values by <see cref="Columns"/>; null when they are not so many.</summary>
    internal object?[]? Values(TreePage page, StoredCell cell)
    {
        if (page.IsTable != HasNumbers || cell.Values.Length != Columns.Length)
            return null;
        if (_number < 0)
            return cell.Values;
        object?[] values = [.. cell.Values];
        values[_number] ??= cell.RowId;
        return values;
    }

    /// <summary>Whether values are those that were written.</summary>
    internal bool IsIntact(object?[] values) =>
        _sealed is null
            ? values is [_, byte[] hash, byte[] bytes] && SHA256.HashData(bytes).AsSpan().SequenceEqual(hash)
            : values[_checksum] is long checksum && _sealed.Sum(Sealed(values)) == checksum;

    /// <summary>The values as they were written; null when no single bit of them explains the damage.</summary>
    internal object?[]? Correct(object?[] values)
    {
        if (_sealed is null || values[_checksum] is not (long and >= 0L and var checksum))
            return null;
        if (BitFlip.Correct(Sealed(values), checksum, _sealed.Sum) is not { } right)
            return null;
        object?[] corrected = [.. values];
        for (int i = 0; i < right.Length; i++)
            corrected[_places[i]] = right[i];
        corrected[_checksum] = _sealed.Sum(right);
        return corrected;
    }

    private object?[] Sealed(object?[] values) => [.. _places.Select(place => values[place])];
}
