using System.Buffers;
using Orleans.Serialization.Wire;

namespace Orleans.Serialization;

/// <summary>Writes values of any known type as bytes and reads them again.</summary>
public sealed class Serializer
{
    private readonly GrainReferenceFactory? _references;

    internal Serializer(GrainReferenceFactory? references) => _references = references;

    public byte[] SerializeToArray<T>(T value) => WireFormat.ToArray(value);

    public void Serialize<T, TBufferWriter>(T value, TBufferWriter destination)
        where TBufferWriter : IBufferWriter<byte> => WireFormat.Write(value, destination);

    public T? Deserialize<T>(byte[] source) => Deserialize<T>(source.AsMemory());

    public T? Deserialize<T>(ReadOnlyMemory<byte> source) => WireFormat.Read<T>(source, _references);

    public T? Deserialize<T>(ReadOnlySequence<byte> source) => WireFormat.Read<T>(source.ToArray(), _references);

    public T? Deserialize<T>(ReadOnlySpan<byte> source) => WireFormat.Read<T>(source.ToArray(), _references);
}
