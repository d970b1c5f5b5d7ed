using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>What an activation takes along when it moves.</summary>
internal sealed class MigrationContext(GrainReferenceFactory references) : IDehydrationContext, IRehydrationContext
{
    private const int ValuesMax = 100_000;

    private readonly Dictionary<string, byte[]> _values = [];

    public IEnumerable<string> Keys => _values.Keys;

    public static MigrationContext Read(BinaryReader reader, GrainReferenceFactory references)
    {
        MigrationContext context = new(references);
        int count = reader.ReadInt32();
        if (count is < 0 or > ValuesMax)
            throw new InvalidDataException($"A migration of {count} values.");
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadString();
            context._values[key] = reader.ReadBytes(reader.ReadInt32());
        }

        return context;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_values.Count);
        foreach ((string? key, byte[]? value) in _values)
        {
            writer.Write(key);
            writer.Write(value.Length);
            writer.Write(value);
        }
    }

    public void AddBytes(string key, ReadOnlySpan<byte> value) => _values.Add(key, value.ToArray());

    public void AddBytes<T>(string key, Action<T, IBufferWriter<byte>> valueWriter, T value)
    {
        ArrayBufferWriter<byte> writer = new();
        valueWriter(value, writer);
        _values.Add(key, writer.WrittenSpan.ToArray());
    }

    public bool TryAddValue<T>(string key, T? value)
    {
        try
        {
            return value is not null && _values.TryAdd(key, WireFormat.ToArray(value));
        }
        catch (SerializerException)
        {
            // As officially: a value that cannot travel stays behind, and whoever offered it is told.
            return false;
        }
    }

    public bool TryGetBytes(string key, out ReadOnlySequence<byte> value)
    {
        bool found = _values.TryGetValue(key, out byte[]? bytes);
        value = found ? new ReadOnlySequence<byte>(bytes!) : default;
        return found;
    }

    public bool TryGetValue<T>(string key, [NotNullWhen(true)] out T? value)
    {
        value = _values.TryGetValue(key, out byte[]? bytes) ? WireFormat.Read<T>(bytes, references) : default;
        return value is not null;
    }
}
