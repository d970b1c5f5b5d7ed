using System.Buffers;
using System.Runtime.InteropServices;

namespace Orleans.Serialization.Wire;

/// <summary>Values as messages of their own.</summary>
internal static class WireFormat
{
    public static byte[] ToArray<T>(T value)
    {
        WireWriter writer = WireWriter.Rent();
        try
        {
            Declared<T>.Codec.Write(writer, 0, value);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Return();
        }
    }

    public static void Write<T, TBufferWriter>(T value, TBufferWriter destination)
        where TBufferWriter : IBufferWriter<byte>
    {
        WireWriter writer = WireWriter.Rent();
        try
        {
            Declared<T>.Codec.Write(writer, 0, value);
            destination.Write(writer.Written);
        }
        finally
        {
            writer.Return();
        }
    }

    /// <exception cref="SerializerException">The bytes are no value of the type.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> source, GrainReferenceFactory? references)
    {
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(source, out ArraySegment<byte> array)
            ? array
            : new ArraySegment<byte>(source.ToArray());
        WireReader reader = WireReader.Rent(segment.Array!, segment.Offset, segment.Count, references);
        try
        {
            WireTag tag = reader.ReadTag();
            if (tag.Wire == WireType.Extended)
                throw new SerializerException("There is no value.");
            return Declared<T>.Codec.Read(reader, tag);
        }
        catch (Exception exception) when (exception is not SerializerException)
        {
            throw Malformed(exception);
        }
        finally
        {
            reader.Return();
        }
    }

    /// <summary>What constructors, comparers and hash functions of the values' types threw because of what was read.</summary>
    public static SerializerException Malformed(Exception exception) => new($"The message is malformed: {exception.Message}", exception);
}
