using System.Data.Common;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Seals;

/// <summary>A table whose rows carry a checksum over their values, so that what is read is what was written.</summary>
/// <param name="Name">The table.</param>
/// <param name="Kind">What a row is, one of <see cref="Corpus.Damage.DamageKinds"/>.</param>
/// <param name="Columns">The columns under the checksum.</param>
/// <param name="Address">The columns by which a single row is found.</param>
internal sealed record SealedTable(string Name, string Kind, string[] Columns, string[] Address)
{
    /// <summary>The column of the checksum.</summary>
    internal const string ChecksumColumn = "checksum";

    // Those of the address that are not under the checksum follow it.
    private readonly string[] _behind = [.. Address.Except(Columns)];

    /// <summary>The checksum that values should have.</summary>
    internal Func<object?[], long> Sum { get; init; } = values => RowChecksum.Of(Name, values);

    /// <summary>Columns of a select list, by this table's rules.</summary>
    internal int Width => Columns.Length + 1 + _behind.Length;

    /// <summary>What a query selects so that <see cref="Read"/> can read the row; further columns may follow.</summary>
    /// <param name="alias">The table's name in the query.</param>
    internal string Select(string alias) =>
        string.Join(", ", Columns.Append(ChecksumColumn).Concat(_behind).Select(column => $"{alias}.{column}"));

    /// <summary>The condition that finds one row.</summary>
    /// <param name="first">The number of the first parameter.</param>
    internal string Where(int first) =>
        string.Join(" AND ", Address.Select((column, i) => FormattableString.Invariant($"{column} = ${first + i}")));

    /// <summary>Reads a row and compares it with its checksum.</summary>
    /// <exception cref="DamagedRowException">They differ.</exception>
    internal SealedRow Read(DbDataReader row)
    {
        SealedRow read = ReadUnchecked(row);
        return IsIntact(read) ? read : throw new DamagedRowException(this, read.Address);
    }

    /// <summary>Reads a row as it is.</summary>
    internal SealedRow ReadUnchecked(DbDataReader row)
    {
        object?[] values = new object?[Columns.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Value(row, i);
        object?[] behind = new object?[_behind.Length];
        for (int i = 0; i < behind.Length; i++)
            behind[i] = Value(row, Columns.Length + 1 + i);
        object?[] address =
        [
            .. Address.Select(column =>
                Array.IndexOf(Columns, column) is >= 0 and int at ? values[at] : behind[Array.IndexOf(_behind, column)]
            ),
        ];
        return new SealedRow(values, Value(row, Columns.Length) as long? ?? 0, address);
    }

    /// <summary>Whether a row's values are those that its checksum was made of.</summary>
    internal bool IsIntact(SealedRow row) => row.Checksum == Sum(row.Values);

    /// <summary>The row at an address as it is, or null.</summary>
    internal SealedRow? Find(SqlSession session, object?[] address) =>
        session.First($"SELECT {Select("t")} FROM {Name} t WHERE {Where(1)}", ReadUnchecked, address);

    /// <summary>Writes values over a row, with their checksum; its address stays what the row says now.</summary>
    internal void Write(SqlSession session, SealedRow row, object?[] values)
    {
        List<object?> parameters = [.. row.Address];
        List<string> changes = [];
        foreach ((string column, object? value) in Columns.Zip(values).Where((pair, i) => !Equals(pair.Second, row.Values[i])))
            Set(column, value);
        Set(ChecksumColumn, Sum(values));
        session.Execute($"UPDATE {Name} SET {string.Join(", ", changes)} WHERE {Where(1)}", [.. parameters]);

        void Set(string column, object? value)
        {
            parameters.Add(value);
            changes.Add(FormattableString.Invariant($"{column} = ${parameters.Count}"));
        }
    }

    private static object? Value(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetValue(column);
}
