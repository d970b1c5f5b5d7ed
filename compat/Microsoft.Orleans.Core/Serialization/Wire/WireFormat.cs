using System.Buffers;
using System.Runtime.InteropServices;

namespace Orleans.Serialization.Wire;

/// <summary>Values as messages of their own.</summary>
internal static class WireFormat
{
    public static byte[] ToArray<T>(T value)
    {
        var writer = WireWriter.Rent();
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
        var writer = WireWriter.Rent();
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
        var segment = MemoryMarshal.TryGetArray(source, out var array) ? array : new ArraySegment<byte>(source.ToArray());
        var reader = WireReader.Rent(segment.Array!, segment.Offset, segment.Count, references);
        try
        {
            var tag = reader.ReadTag();
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
