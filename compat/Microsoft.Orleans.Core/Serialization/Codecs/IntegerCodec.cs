using System.Numerics;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Wire;

/// <summary>For integers of up to 64 bits; one that was written as another size is read where it fits.</summary>
internal sealed class IntegerCodec<T> : Codec<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly bool IsSigned = !T.IsZero(T.MinValue);

    public override void Write(WireWriter writer, uint id, T value)
    {
        writer.WriteTag(id, WireType.VarInt);
        if (IsSigned)
            writer.WriteVarInt(long.CreateTruncating(value));
        else
            writer.WriteVarUInt(ulong.CreateTruncating(value));
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.VarInt, typeof(T));
        return ReadValue(reader);
    }

    public static T ReadValue(WireReader reader)
    {
        if (IsSigned)
        {
            long signed = reader.ReadVarInt();
            T narrow = T.CreateTruncating(signed);
            return long.CreateTruncating(narrow) == signed ? narrow : throw TooLarge(signed);
        }

        ulong unsigned = reader.ReadVarUInt();
        T value = T.CreateTruncating(unsigned);
        return ulong.CreateTruncating(value) == unsigned ? value : throw TooLarge(unsigned);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SerializerException TooLarge(object value) => new($"{value} does not fit in {typeof(T)}.");
}
