using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Serialization.Wire;

/// <summary>Rows of elements: of plain numbers as their bytes, of others one field each.</summary>
internal static class Elements<T>
{
    private const int TrustedCount = 1024;

    /// <summary>Whether any bytes are values of this type, and the same on every machine that runs this.</summary>
    public static readonly bool IsRaw =
        typeof(T) == typeof(byte)
        || typeof(T) == typeof(sbyte)
        || typeof(T) == typeof(short)
        || typeof(T) == typeof(ushort)
        || typeof(T) == typeof(int)
        || typeof(T) == typeof(uint)
        || typeof(T) == typeof(long)
        || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(float)
        || typeof(T) == typeof(double)
        || typeof(T) == typeof(char)
        || typeof(T) == typeof(Half);

    public static void Write(WireWriter writer, uint id, ReadOnlySpan<T> values)
    {
        if (IsRaw)
        {
            writer.WriteTag(id, WireType.Bytes);
            writer.WriteText(AsBytes(values));
            return;
        }

        WireWriter.CheckDepth();
        writer.WriteTag(id, WireType.Object);
        writer.WriteTag(0, WireType.VarInt);
        writer.WriteVarUInt((uint)values.Length);
        Codec<T> codec = Declared<T>.Codec;
        foreach (T? value in values)
            codec.Write(writer, 1, value);
        writer.WriteMark(WireMark.End);
    }

    /// <summary>The elements as an array; with <paramref name="isObject"/> the array itself may be referred to from within.</summary>
    public static T[] Read(WireReader reader, in WireTag tag, bool isObject = false)
    {
        if (IsRaw)
            return ReadRaw(reader, tag, isObject);
        tag.Expect(WireType.Object, typeof(T[]));
        WireWriter.CheckDepth();
        int count = ReadCount(reader);
        // References are no larger than what stands for them; structures may be.
        T[] values = new T[
            RuntimeHelpers.IsReferenceOrContainsReferences<T>() && !typeof(T).IsValueType ? count : Math.Min(count, TrustedCount)
        ];
        if (isObject && values.Length == count)
            reader.Record(tag, values);
        Codec<T> codec = Declared<T>.Codec;
        for (int i = 0; i < count; i++)
        {
            if (i == values.Length)
                Array.Resize(ref values, Math.Min(count, 2 * i));
            values[i] = codec.Read(reader, ReadElement(reader));
        }

        if (isObject && count > TrustedCount && typeof(T).IsValueType)
            reader.Record(tag, values);
        End(reader);
        return values;
    }

    public static void ReadInto(WireReader reader, in WireTag tag, List<T> list)
    {
        if (IsRaw)
        {
            list.AddRange(ReadRaw(reader, tag, false));
            return;
        }

        tag.Expect(WireType.Object, typeof(List<T>));
        WireWriter.CheckDepth();
        int count = ReadCount(reader);
        list.EnsureCapacity(Math.Min(count, TrustedCount));
        Codec<T> codec = Declared<T>.Codec;
        for (int i = 0; i < count; i++)
            list.Add(codec.Read(reader, ReadElement(reader)));
        End(reader);
    }

    private static T[] ReadRaw(WireReader reader, in WireTag tag, bool isObject)
    {
        tag.Expect(WireType.Bytes, typeof(T[]));
        ReadOnlySpan<byte> bytes = reader.ReadBytes();
        (int count, int rest) = Math.DivRem(bytes.Length, Unsafe.SizeOf<T>());
        if (rest != 0)
            throw new SerializerException($"{bytes.Length} bytes are no whole number of values of {typeof(T)}.");
        if (count == 0)
            return [];
        T[] values = GC.AllocateUninitializedArray<T>(count);
        bytes.CopyTo(AsBytes(values));
        if (isObject)
            reader.Record(tag, values);
        return values;
    }

    private static int ReadCount(WireReader reader)
    {
        WireTag tag = reader.ReadTag();
        if (tag is not { Id: 0, Wire: WireType.VarInt })
            throw new SerializerException($"A row of {typeof(T)} begins without its length.");
        return reader.ReadCount();
    }

    private static WireTag ReadElement(WireReader reader)
    {
        WireTag tag = reader.ReadTag();
        return tag.Id == 1 && tag.Wire != WireType.Extended
            ? tag
            : throw new SerializerException($"A row of {typeof(T)} is shorter than its length.");
    }

    private static void End(WireReader reader)
    {
        for (WireTag tag = reader.ReadTag(); !tag.IsEnd; tag = reader.ReadTag())
        {
            if (!tag.IsEndBase)
                reader.Skip(tag);
        }
    }

    // Called for types without references only.
    private static ReadOnlySpan<byte> AsBytes(ReadOnlySpan<T> values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)),
            checked(values.Length * Unsafe.SizeOf<T>())
        );

    private static Span<byte> AsBytes(T[] values) =>
        MemoryMarshal.CreateSpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(values)),
            values.Length * Unsafe.SizeOf<T>()
        );
}
