using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>A table as a copy of a store knows it: the same on every engine.</summary>
public sealed record TableShape
{
    /// <summary>Describes a table.</summary>
    /// <param name="name">The table.</param>
    /// <param name="columns">All its columns, in the order of a copied row.</param>
    /// <param name="address">The columns by whose values rows are ordered, and of which no two rows have the same.</param>
    internal TableShape(string name, string[] columns, string[] address)
    {
        Name = name;
        Columns = columns;
        Address = address;
    }

    /// <summary>The table.</summary>
    public string Name { get; }

    /// <summary>All its columns, in the order of a copied row.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The columns by whose values rows are ordered, and of which no two rows have the same.</summary>
    public IReadOnlyList<string> Address { get; }

    /// <summary>The table's checksums; null where it has none.</summary>
    internal SealedTable? Sealed { get; init; }

    /// <summary>Whether the database numbers the rows.</summary>
    internal bool HasKey => Address is ["key"];

    /// <summary>Whether a row holds the values that were written; the table's own checksum says so.</summary>
    internal Func<object?[], bool> IsIntact { get; init; } = _ => true;

    /// <summary>Whether a copied row holds the values that were written.</summary>
    /// <param name="row">The row.</param>
    public bool IsWhole(object?[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Length == Columns.Count && IsIntact(row);
    }

    /// <summary>The place of a column in a row.</summary>
    /// <param name="column">The column.</param>
    public int At(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }

        throw new ArgumentException($"The table {Name} has no column {column}.", nameof(column));
    }
}
