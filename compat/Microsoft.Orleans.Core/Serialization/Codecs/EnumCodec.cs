using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Wire;

/// <summary>For enumerations: their number.</summary>
internal sealed class EnumCodec<T> : Codec<T>
    where T : struct, Enum
{
    private static readonly Func<WireReader, long> Reader = Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.SByte => r => IntegerCodec<sbyte>.ReadValue(r),
        TypeCode.Byte => r => IntegerCodec<byte>.ReadValue(r),
        TypeCode.Int16 => r => IntegerCodec<short>.ReadValue(r),
        TypeCode.UInt16 => r => IntegerCodec<ushort>.ReadValue(r),
        TypeCode.Int32 => r => IntegerCodec<int>.ReadValue(r),
        TypeCode.UInt32 => r => IntegerCodec<uint>.ReadValue(r),
        TypeCode.Int64 => r => IntegerCodec<long>.ReadValue(r),
        _ => r => (long)IntegerCodec<ulong>.ReadValue(r),
    };

    private static readonly bool IsSigned =
        Type.GetTypeCode(typeof(T)) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64;

    public override void Write(WireWriter writer, uint id, T value)
    {
        writer.WriteTag(id, WireType.VarInt);
        long number = Unsafe.SizeOf<T>() switch
        {
            1 => IsSigned ? Unsafe.BitCast<T, sbyte>(value) : Unsafe.BitCast<T, byte>(value),
            2 => IsSigned ? Unsafe.BitCast<T, short>(value) : Unsafe.BitCast<T, ushort>(value),
            4 => IsSigned ? Unsafe.BitCast<T, int>(value) : Unsafe.BitCast<T, uint>(value),
            _ => Unsafe.BitCast<T, long>(value),
        };
        if (IsSigned)
            writer.WriteVarInt(number);
        else
            writer.WriteVarUInt((ulong)number);
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.VarInt, typeof(T));
        long number = Reader(reader);
        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<byte, T>((byte)number),
            2 => Unsafe.BitCast<ushort, T>((ushort)number),
            4 => Unsafe.BitCast<uint, T>((uint)number),
            _ => Unsafe.BitCast<long, T>(number),
        };
    }
}
