using System.Text;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Rows;

/// <summary>
/// Reads what <see cref="RowEncoder"/> wrote. Nothing about the bytes is trusted: whatever does not fit is an <see
/// cref="InvalidDataException"/>.
/// </summary>
internal sealed class RowDecoder
{
    private readonly byte[] _bytes;
    private readonly int _width;
    private int _at;

    private RowDecoder(byte[] bytes)
    {
        _bytes = bytes;
        if (!Take(RowEncoder.Magic.Length).SequenceEqual(RowEncoder.Magic))
            throw new InvalidDataException("It is no part of this format.");
        string name = ReadText();
        Table = CopiedTables.Find(name) ?? throw new InvalidDataException($"This build knows no table '{name}'.");
        _width = (int)ReadNumber();
        if (_width != Table.Columns.Count || !Table.Columns.All(column => column == ReadText()))
            throw new InvalidDataException($"Its columns are not those of the table {name}.");
    }

    /// <summary>The table.</summary>
    internal TableShape Table { get; }

    /// <summary>Reads a part whole.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="InvalidDataException">They are not what an encoder wrote.</exception>
    internal static (TableShape Table, List<object?[]> Rows) Decode(byte[] bytes)
    {
        RowDecoder decoder = new(bytes);
        List<object?[]> rows = [];
        while (decoder.Take(1)[0] == RowEncoder.RowMark)
            rows.Add(decoder.ReadRow());
        if (bytes[decoder._at - 1] != RowEncoder.EndMark || decoder.ReadNumber() != (ulong)rows.Count || decoder._at != bytes.Length)
            throw new InvalidDataException("It does not end as a part does.");
        return (decoder.Table, rows);
    }

    private object?[] ReadRow()
    {
        object?[] row = new object?[_width];
        for (int i = 0; i < row.Length; i++)
        {
            byte tag = Take(1)[0];
            row[i] = tag switch
            {
                RowEncoder.Null => null,
                RowEncoder.Number => ReadSigned(),
                RowEncoder.Text => ReadText(),
                RowEncoder.Bytes => Take(ReadLength()).ToArray(),
                _ => throw new InvalidDataException($"It holds a value of the unknown kind {tag}."),
            };
        }

        return row;
    }

    private long ReadSigned()
    {
        ulong value = ReadNumber();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private string ReadText() => Encoding.UTF8.GetString(Take(ReadLength()));

    private int ReadLength()
    {
        ulong length = ReadNumber();
        return length <= (ulong)(_bytes.Length - _at) ? (int)length : throw new InvalidDataException("It ends amid a value.");
    }

    private ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("It holds a number of more than 64 bits.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
            throw new InvalidDataException("It ends amid a value.");
        _at += count;
        return _bytes.AsSpan(_at - count, count);
    }
}
