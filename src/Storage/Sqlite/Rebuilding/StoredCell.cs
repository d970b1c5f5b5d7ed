using System.Buffers.Binary;
using RagCluster.Storage.Sqlite.Pages;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>A cell of a b-tree page that holds a row (SQLite, "Database File Format", section 1.6).</summary>
/// <param name="RowId">The row's number; 0 where rows have none.</param>
/// <param name="Values">The row's values, as they stand in its record.</param>
/// <param name="Start">Where the cell begins on its page.</param>
/// <param name="End">Where it ends.</param>
internal sealed record StoredCell(long RowId, object?[] Values, int Start, int End)
{
    private const int Usable = PageSum.PageBytes;
    private const int OverflowHead = 4;
    private const int LocalMin = ((Usable - 12) * 32 / 255) - 23;
    private const int TableLocalMax = Usable - 35;
    private const int IndexLocalMax = ((Usable - 12) * 64 / 255) - 23;

    /// <summary>The pages behind the first one that a long row goes on in.</summary>
    internal IReadOnlyList<uint> Overflow { get; private init; } = [];

    /// <summary>Reads a cell; null when there can be none at that place.</summary>
    /// <param name="page">Its page.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="read">Reads the pages that a long row goes on in.</param>
    internal static StoredCell? Read(TreePage page, int at, Func<uint, byte[]?> read)
    {
        ReadOnlySpan<byte> bytes = page.Bytes;
        int next = at + (page.IsLeaf ? 0 : 4);
        if (at < page.PointersEnd || page.Kind == TreePageKind.InteriorTable || !VariableNumber.TryRead(bytes, ref next, out long length))
            return null;
        long rowId = 0;
        if ((page.IsTable && !VariableNumber.TryRead(bytes, ref next, out rowId)) || length is <= 0 or > int.MaxValue)
            return null;
        int localMax = page.IsTable ? TableLocalMax : IndexLocalMax;
        int best = LocalMin + (int)((length - LocalMin) % (Usable - OverflowHead));
        int local =
            length <= localMax ? (int)length
            : best <= localMax ? best
            : LocalMin;
        int end = next + local + (length > local ? OverflowHead : 0);
        if (end > bytes.Length)
            return null;
        List<uint> overflow = [];
        byte[]? payload =
            length > local
                ? ReadLong(
                    bytes.Slice(next, local),
                    (int)length,
                    BinaryPrimitives.ReadUInt32BigEndian(bytes[(next + local)..]),
                    read,
                    overflow
                )
                : bytes.Slice(next, local).ToArray();
        return payload is not null && StoredRecord.Read(payload) is { } values
            ? new StoredCell(rowId, values, at, end) { Overflow = overflow }
            : null;
    }

    private static byte[]? ReadLong(ReadOnlySpan<byte> local, int length, uint first, Func<uint, byte[]?> read, List<uint> overflow)
    {
        using MemoryStream payload = new();
        payload.Write(local);
        for (uint number = first; payload.Length < length; )
        {
            if (read(number) is not { } page)
                return null;
            overflow.Add(number);
            payload.Write(page.AsSpan(OverflowHead, (int)Math.Min(Usable - OverflowHead, length - payload.Length)));
            number = BinaryPrimitives.ReadUInt32BigEndian(page);
            // Behind the last one there is none.
            if (payload.Length == length && number != 0)
                return null;
        }

        return payload.ToArray();
    }
}
