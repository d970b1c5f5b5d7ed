using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Serialization.Wire;

/// <summary>
/// Writes one message into one growing array. Offsets count from the message's start, so that what is written can be moved.
/// </summary>
internal sealed class WireWriter
{
    /// <summary>Field numbers from here on follow the tag as an integer.</summary>
    internal const uint LongId = 31;

    private const int RetainedMax = 1 << 20;
    private const int RetainedCountMax = 4096;
    private const int LinearMax = 8;
    private const int WireBits = 3;

    [ThreadStatic]
    private static WireWriter? _cached;

    private readonly List<(object Value, int Offset)> _objects = [];
    private readonly List<(Type Type, int Offset)> _types = [];
    private Dictionary<object, int>? _index;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _position;
    private int _bytesMax = int.MaxValue;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    public int Position => _position;

    /// <summary>A writer of this thread; give it back with <see cref="Return"/>.</summary>
    public static WireWriter Rent(int bytesMax = int.MaxValue)
    {
        WireWriter writer = _cached ?? new WireWriter();
        _cached = null;
        writer._bytesMax = bytesMax;
        return writer;
    }

    public void Return()
    {
        Reset();
        if (_buffer.Length > RetainedMax)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(4096);
        }

        _cached = this;
    }

    public void Reset()
    {
        _position = 0;
        _objects.Clear();
        if (_objects.Capacity > RetainedCountMax)
            _objects.Capacity = 0;
        _types.Clear();
        _index = null;
    }

    public void WriteTag(uint id, WireType wire)
    {
        if (id < LongId)
        {
            WriteByte((byte)((id << WireBits) | (uint)wire));
            return;
        }

        WriteByte((byte)((LongId << WireBits) | (uint)wire));
        WriteVarUInt(id);
    }

    public void WriteMark(WireMark mark) => WriteByte((byte)(((uint)mark << WireBits) | (uint)WireType.Extended));

    public void WriteNull(uint id)
    {
        WriteTag(id, WireType.Reference);
        WriteByte(0);
    }

    /// <summary>Writes the place of an object that has been written before; else notes that it is written here.</summary>
    public bool TryWriteReference(uint id, object value)
    {
        int offset = Find(value);
        if (offset < 0)
        {
            _objects.Add((value, _position));
            _index?.Add(value, _position);
            return false;
        }

        WriteTag(id, WireType.Reference);
        WriteVarUInt((uint)offset + 1);
        return true;
    }

    /// <summary>Names the type of the field that follows.</summary>
    public void WriteTypeMark(Type type)
    {
        WriteMark(WireMark.Type);
        WriteType(type);
    }

    public void WriteType(Type type)
    {
        foreach ((Type? known, int offset) in _types)
        {
            if (known != type)
                continue;
            WriteVarUInt((uint)offset + 1);
            return;
        }

        WriteByte(0);
        _types.Add((type, _position));
        WriteText(TypeNames.Of(type));
    }

    public void WriteText(ReadOnlySpan<byte> text)
    {
        WriteVarUInt((uint)text.Length);
        WriteRaw(text);
    }

    public void WriteText(string text)
    {
        int longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (longest < 128)
        {
            // The length is known to fit in one byte before it is known.
            Ensure(longest + 1);
            int length = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_position + 1));
            _buffer[_position] = (byte)length;
            _position += length + 1;
            return;
        }

        int count = Encoding.UTF8.GetByteCount(text);
        WriteVarUInt((uint)count);
        Ensure(count);
        _position += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_position));
    }

    public void WriteByte(byte value)
    {
        if (_position == _buffer.Length)
            Grow(1);
        _buffer[_position++] = value;
    }

    public void WriteVarInt(long value) => WriteVarUInt((ulong)((value << 1) ^ (value >> 63)));

    public void WriteVarUInt(ulong value)
    {
        Ensure(10);
        byte[] buffer = _buffer;
        int position = _position;
        while (value >= 0x80)
        {
            buffer[position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[position++] = (byte)value;
        _position = position;
    }

    public void WriteFixed32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void WriteFixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>The next bytes, for the caller to fill.</summary>
    public Span<byte> Take(int count)
    {
        Ensure(count);
        Span<byte> span = _buffer.AsSpan(_position, count);
        _position += count;
        return span;
    }

    /// <summary>The bytes of a place left free before.</summary>
    public Span<byte> At(int position, int count) => _buffer.AsSpan(position, count);

    /// <exception cref="SerializerException">The message is longer than it may be.</exception>
    public void CheckLength()
    {
        if (_position > _bytesMax)
            throw TooLong();
    }

    /// <exception cref="SerializerException">The value is nested so deeply that the stack would not last.</exception>
    public static void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new SerializerException("The value is nested too deeply.");
    }

    private int Find(object value)
    {
        if (_index is not null)
            return _index.TryGetValue(value, out int known) ? known : -1;
        if (_objects.Count > LinearMax)
        {
            _index = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
            foreach ((object? item, int offset) in _objects)
                _index.Add(item, offset);
            return _index.TryGetValue(value, out int known) ? known : -1;
        }

        foreach ((object? item, int offset) in _objects)
        {
            if (ReferenceEquals(item, value))
                return offset;
        }

        return -1;
    }

    private void Ensure(int count)
    {
        if (_buffer.Length - _position < count)
            Grow(count);
    }

    private void Grow(int count)
    {
        long needed = (long)_position + count;
        if (needed > _bytesMax || needed > Array.MaxLength)
            throw TooLong();
        byte[] grown = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
        _buffer.AsSpan(0, _position).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = grown;
    }

    private SerializerException TooLong() => new($"The message is longer than {Math.Min(_bytesMax, Array.MaxLength)} bytes.");
}
