using System.Buffers.Binary;
using System.Text;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>SQLite's form of a row's values (SQLite, "Database File Format", section 2.1): their types, then their bytes.</summary>
internal static class StoredRecord
{
    private const int Real = 7;
    private const int Zero = 8;
    private const int One = 9;
    private const int FirstBytes = 12;
    private static readonly int[] NumberBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

    /// <summary>The values; null when the bytes are no record.</summary>
    internal static object?[]? Read(ReadOnlySpan<byte> record)
    {
        int next = 0;
        if (!VariableNumber.TryRead(record, ref next, out long head) || head > record.Length || head < next)
            return null;
        ReadOnlySpan<byte> types = record[..(int)head];
        int at = (int)head;
        List<object?> values = [];
        while (next < types.Length)
        {
            if (!VariableNumber.TryRead(types, ref next, out long type) || type is 10 or 11 or < 0)
                return null;
            long length = type < FirstBytes ? NumberBytes[type] : (type - FirstBytes) / 2;
            if (length > record.Length - at)
                return null;
            values.Add(Value(type, record.Slice(at, (int)length)));
            at += (int)length;
        }

        return at == record.Length ? [.. values] : null;
    }

    private static object? Value(long type, ReadOnlySpan<byte> bytes) =>
        type switch
        {
            0 => null,
            Real => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            Zero => 0L,
            One => 1L,
            < FirstBytes => Number(bytes),
            _ when type % 2 == 0 => bytes.ToArray(),
            _ => Encoding.UTF8.GetString(bytes),
        };

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        long number = (sbyte)bytes[0];
        foreach (byte next in bytes[1..])
            number = (number << 8) | next;
        return number;
    }
}
