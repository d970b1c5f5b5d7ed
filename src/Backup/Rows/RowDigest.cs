using System.Security.Cryptography;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Rows;

/// <summary>
/// The SHA-256 of a table's rows in their order. Rows are hashed in the form that backups have, some of them at a time; where one time ends
/// depends on the rows alone, so that the same rows have the same digest however they were read.
/// </summary>
/// <param name="table">The table.</param>
internal sealed class RowDigest(TableShape table) : IDisposable
{
    private const int RowsMax = 256;
    private const long BytesMax = 1 << 20;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private RowEncoder _rows = new(table.Name, table.Columns);

    /// <summary>Adds a row.</summary>
    internal void Add(object?[] row)
    {
        _rows.Add(row);
        if (_rows.Rows < RowsMax && _rows.Length < BytesMax)
            return;
        _hash.AppendData(_rows.Complete());
        _rows = new RowEncoder(table.Name, table.Columns);
    }

    /// <summary>Ends the table.</summary>
    /// <returns>Its digest.</returns>
    internal string Complete()
    {
        _hash.AppendData(_rows.Complete());
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
