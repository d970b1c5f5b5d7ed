using System.Buffers.Binary;
using System.Text;

namespace Orleans.Serialization.Wire;

/// <summary>Reads one message. Every length is checked against what is left before anything is made of it.</summary>
internal sealed class WireReader
{
    private const int JumpsMax = 10_000;
    private const int RetainedCountMax = 4096;

    [ThreadStatic]
    private static WireReader? _cached;

    private readonly List<(int Offset, object Value)> _objects = [];
    private Dictionary<int, object>? _index;
    private byte[] _buffer = [];
    private int _start;
    private int _position;
    private int _end;
    private int _jumps;
    private uint _typePlace;
    private Type? _type;

    /// <summary>The host to which references that are read belong; null where none may occur.</summary>
    public GrainReferenceFactory? References { get; private set; }

    public int Remaining => _end - _position;

    /// <summary>A reader of this thread; give it back with <see cref="Return"/>.</summary>
    public static WireReader Rent(byte[] buffer, int start, int length, GrainReferenceFactory? references)
    {
        WireReader reader = _cached ?? new WireReader();
        _cached = null;
        reader._buffer = buffer;
        reader._start = reader._position = start;
        reader._end = start + length;
        reader.References = references;
        return reader;
    }

    public void Return()
    {
        _objects.Clear();
        if (_objects.Capacity > RetainedCountMax)
            _objects.Capacity = 0;
        _index = null;
        _jumps = 0;
        _type = null;
        _buffer = [];
        References = null;
        _cached = this;
    }

    /// <summary>The next field, End or EndBase.</summary>
    public WireTag ReadTag()
    {
        int offset = _position - _start;
        byte key = ReadByte();
        uint type = 0u;
        if (key == (((int)WireMark.Type << 3) | (int)WireType.Extended))
        {
            type = ReadTypePlace();
            key = ReadByte();
            if ((WireType)(key & 7) == WireType.Extended)
                throw new SerializerException("The name of a type is followed by no field.");
        }

        uint id = (uint)key >> 3;
        WireType wire = (WireType)(key & 7);
        if (id == WireWriter.LongId)
            id = ReadVarUInt32();
        if (wire == WireType.Extended && id > (uint)WireMark.EndBase)
            throw new SerializerException($"Mark {id} is not known.");
        return new WireTag(id, wire, offset, type);
    }

    /// <summary>Passes over the value of a field.</summary>
    public void Skip(in WireTag tag)
    {
        switch (tag.Wire)
        {
            case WireType.VarInt or WireType.Reference:
                ReadVarUInt();
                return;
            case WireType.Fixed32:
                Take(4);
                return;
            case WireType.Fixed64:
                Take(8);
                return;
            case WireType.Fixed128:
                Take(16);
                return;
            case WireType.Bytes:
                ReadBytes();
                return;
            case WireType.Object:
                SkipFields();
                return;
            default:
                throw new SerializerException("There is no value to skip.");
        }
    }

    /// <summary>Notes an object under the place where it was written.</summary>
    public void Record(in WireTag tag, object value)
    {
        _objects.Add((tag.Offset, value));
        _index?.TryAdd(tag.Offset, value);
    }

    /// <summary>The object that was written before at the place that follows; what was skipped there is read now.</summary>
    public object? ReadReference(in WireTag tag, Codec codec)
    {
        ulong place = ReadVarUInt();
        if (place == 0)
            return null;
        long offset = (long)place - 1;
        if (place > int.MaxValue || offset >= tag.Offset)
            throw new SerializerException("A reference does not point backwards.");
        if (_index is null)
        {
            _index = [];
            foreach ((int known, object? item) in _objects)
                _index.TryAdd(known, item);
        }

        return _index.TryGetValue((int)offset, out object? value) ? value : ReadAt((int)offset, codec);
    }

    /// <summary>The type that is named in front of a field. Those of fields that are passed over are never looked for.</summary>
    /// <exception cref="UnknownTypeException">This process does not have it.</exception>
    public Type TypeOf(in WireTag tag)
    {
        if (tag.TypePlace == _typePlace && _type is not null)
            return _type;
        int back = _position;
        _position = _start + (int)tag.TypePlace - 1;
        ReadOnlySpan<byte> name = ReadTypeName();
        _position = back;
        _type = TypeNames.Find(name);
        _typePlace = tag.TypePlace;
        return _type;
    }

    /// <summary>How many elements follow, each of one byte at least.</summary>
    public int ReadCount()
    {
        ulong count = ReadVarUInt();
        if (count > (ulong)Remaining)
            throw new SerializerException($"{count} elements do not fit in {Remaining} bytes.");
        return (int)count;
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        ulong length = ReadVarUInt();
        if (length > (ulong)Remaining)
            throw new SerializerException($"{length} bytes are announced, {Remaining} are left.");
        return Take((int)length);
    }

    public string ReadText()
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        return bytes.Length == 0 ? "" : Encoding.UTF8.GetString(bytes);
    }

    public byte ReadByte()
    {
        if (_position >= _end)
            throw Ended();
        return _buffer[_position++];
    }

    public long ReadVarInt()
    {
        ulong value = ReadVarUInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public uint ReadVarUInt32()
    {
        ulong value = ReadVarUInt();
        return value <= uint.MaxValue ? (uint)value : throw new SerializerException($"{value} does not fit in 32 bits.");
    }

    public ulong ReadVarUInt()
    {
        byte first = ReadByte();
        if (first < 0x80)
            return first;
        ulong value = (ulong)(first & 0x7F);
        for (int shift = 7; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new SerializerException("An integer is longer than 64 bits.");
    }

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _end - _position)
            throw Ended();
        Span<byte> span = _buffer.AsSpan(_position, count);
        _position += count;
        return span;
    }

    private static SerializerException Ended() => new("The message ends within a value.");

    private uint ReadTypePlace()
    {
        ulong place = ReadVarUInt();
        if (place > (ulong)(_position - _start))
            throw new SerializerException("The name of a type does not point backwards.");
        if (place > 0)
            return (uint)place;
        uint here = (uint)(_position - _start) + 1;
        ReadTypeName();
        return here;
    }

    private ReadOnlySpan<byte> ReadTypeName()
    {
        ReadOnlySpan<byte> name = ReadBytes();
        return name.Length <= TypeNames.BytesMax
            ? name
            : throw new SerializerException($"The name of a type is longer than {TypeNames.BytesMax} bytes.");
    }

    private void SkipFields()
    {
        WireWriter.CheckDepth();
        for (WireTag tag = ReadTag(); !tag.IsEnd; tag = ReadTag())
        {
            if (!tag.IsEndBase)
                Skip(tag);
        }
    }

    private object? ReadAt(int offset, Codec codec)
    {
        if (++_jumps > JumpsMax)
            throw new SerializerException($"More than {JumpsMax} references point into fields that are not known.");
        WireWriter.CheckDepth();
        int back = _position;
        _position = _start + offset;
        WireTag tag = ReadTag();
        if (tag.Wire is WireType.Reference or WireType.Extended)
            throw new SerializerException("A reference points to no value.");
        object? value = codec.ReadObject(this, tag);
        if (value is not null)
            Record(tag, value);
        _position = back;
        return value;
    }
}
