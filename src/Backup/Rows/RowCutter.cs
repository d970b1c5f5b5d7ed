using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Rows;

/// <summary>
/// Cuts a table's rows into parts. Where a part ends depends on the rows' addresses and sizes alone, not on how many rows come before:
/// rows that are added or changed make the parts that they stand in anew, and the others stay byte for byte what an earlier backup holds
/// already (content-defined chunking as in Muthitacharoen et al., "A Low-bandwidth Network File System", SOSP 2001, with rows in place of
/// bytes).
/// </summary>
/// <param name="minBytes">No part ends before it has so many bytes, but a table's last.</param>
/// <param name="meanBytes">Beyond the minimum a part has about so many bytes.</param>
/// <param name="maxBytes">Every part ends with the row that reaches so many.</param>
internal sealed class RowCutter(long minBytes, long meanBytes, long maxBytes)
{
    /// <summary>The parts of a table; none for a table without rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows in order.</param>
    internal IEnumerable<(byte[] Bytes, int Rows)> Cut(TableShape table, IEnumerable<object?[]> rows)
    {
        int[] places = [.. table.Address.Select(table.At)];
        RowEncoder part = new(table.Name, table.Columns);
        foreach (object?[] row in rows)
        {
            long before = part.Length;
            part.Add(row);
            if (!IsEnd(part, row, places, part.Length - before))
                continue;
            yield return (part.Complete(), part.Rows);
            part = new RowEncoder(table.Name, table.Columns);
        }

        if (part.Rows > 0)
            yield return (part.Complete(), part.Rows);
    }

    // A row ends its part with a chance in proportion to its size, so that parts of small rows and of large ones come to the same mean.
    private bool IsEnd(RowEncoder part, object?[] row, int[] places, long bytes) =>
        part.Length >= maxBytes || (part.Length >= minBytes && Fraction(row, places) * meanBytes < bytes);

    private static double Fraction(object?[] row, int[] places)
    {
        StringBuilder address = new();
        foreach (int place in places)
            address.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row[place]}\0");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(address.ToString()), hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
    }
}
