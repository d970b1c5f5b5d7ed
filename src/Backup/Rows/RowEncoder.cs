using System.Buffers;
using System.Text;

namespace RagCluster.Backup.Rows;

/// <summary>
/// Writes rows as bytes: a head with the table and its columns, then per row a 1 and its values, then a 0 and the count. A value is a tag
/// and its content: 0 null, 1 a number (zigzag, LEB128), 2 a text (UTF-8 behind its length), 3 bytes (behind their length). The same rows
/// have the same bytes on every engine.
/// </summary>
internal sealed class RowEncoder
{
    /// <summary>The first bytes; the digit is the format.</summary>
    internal static ReadOnlySpan<byte> Magic => "RAGROWS1"u8;

    internal const byte RowMark = 1;
    internal const byte EndMark = 0;
    internal const byte Null = 0;
    internal const byte Number = 1;
    internal const byte Text = 2;
    internal const byte Bytes = 3;
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);

    /// <summary>Begins a part.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    internal RowEncoder(string table, IReadOnlyList<string> columns)
    {
        _buffer.Write(Magic);
        Write(table);
        Write((ulong)columns.Count);
        foreach (string column in columns)
            Write(column);
    }

    /// <summary>Rows that were written.</summary>
    internal int Rows { get; private set; }

    /// <summary>Bytes that were written.</summary>
    internal long Length => _buffer.WrittenCount;

    /// <summary>Adds a row.</summary>
    internal void Add(object?[] row)
    {
        Write(RowMark);
        foreach (object? value in row)
            Write(value);
        Rows++;
    }

    /// <summary>Ends the part.</summary>
    /// <returns>Its bytes.</returns>
    internal byte[] Complete()
    {
        Write(EndMark);
        Write((ulong)Rows);
        return _buffer.WrittenSpan.ToArray();
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                Write(Null);
                break;
            case long number:
                Write(Number);
                Write((ulong)((number << 1) ^ (number >> 63)));
                break;
            case string text:
                Write(Text);
                Write(text);
                break;
            case byte[] bytes:
                Write(Bytes);
                Write((ulong)bytes.Length);
                _buffer.Write(bytes);
                break;
            default:
                throw new InvalidDataException($"A row holds a value of type {value.GetType().Name}, which no column has.");
        }
    }

    private void Write(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private void Write(string text)
    {
        Write((ulong)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _buffer);
    }

    private void Write(ulong value)
    {
        while (value >= 0x80)
        {
            Write((byte)(value | 0x80));
            value >>= 7;
        }

        Write((byte)value);
    }
}
