using System.Buffers.Binary;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Orleans.Serialization.Wire;

/// <summary>The codecs of single values: numbers, texts, times, names.</summary>
internal static class ScalarCodecs
{
    private static readonly Dictionary<Type, Codec> Codecs = Make().ToDictionary(c => c.WireName);

    public static Codec? Find(Type type)
    {
        if (Codecs.TryGetValue(type, out Codec? codec))
            return codec;
        if (typeof(IPAddress).IsAssignableFrom(type))
            return Codecs[typeof(IPAddress)];
        return Comparers.IsKnown(type) ? new ComparerCodec() : null;
    }

    private static IEnumerable<Codec> Make() => [.. Numbers(), .. Times(), .. Names(), .. Identities()];

    private static IEnumerable<Codec> Numbers() =>
        [
            new IntegerCodec<sbyte>(),
            new IntegerCodec<byte>(),
            new IntegerCodec<short>(),
            new IntegerCodec<ushort>(),
            new IntegerCodec<int>(),
            new IntegerCodec<uint>(),
            new IntegerCodec<long>(),
            new IntegerCodec<ulong>(),
            new IntegerCodec<nint>(),
            new IntegerCodec<nuint>(),
            new IntegerCodec<char>(),
            new ValueCodec<bool>(WireType.VarInt, (w, v) => w.WriteByte(v ? (byte)1 : (byte)0), r => r.ReadVarUInt() != 0),
            new ValueCodec<float>(
                WireType.Fixed32,
                (w, v) => w.WriteFixed32(BitConverter.SingleToUInt32Bits(v)),
                r => BitConverter.UInt32BitsToSingle(r.ReadFixed32())
            ),
            new ValueCodec<double>(
                WireType.Fixed64,
                (w, v) => w.WriteFixed64(BitConverter.DoubleToUInt64Bits(v)),
                r => BitConverter.UInt64BitsToDouble(r.ReadFixed64())
            ),
            new ValueCodec<Half>(
                WireType.VarInt,
                (w, v) => w.WriteVarUInt(BitConverter.HalfToUInt16Bits(v)),
                r => BitConverter.UInt16BitsToHalf(IntegerCodec<ushort>.ReadValue(r))
            ),
            new ValueCodec<decimal>(WireType.Fixed128, WriteDecimal, ReadDecimal),
            new ValueCodec<Int128>(
                WireType.Fixed128,
                (w, v) => BinaryPrimitives.WriteInt128LittleEndian(w.Take(16), v),
                r => BinaryPrimitives.ReadInt128LittleEndian(r.Take(16))
            ),
            new ValueCodec<UInt128>(
                WireType.Fixed128,
                (w, v) => BinaryPrimitives.WriteUInt128LittleEndian(w.Take(16), v),
                r => BinaryPrimitives.ReadUInt128LittleEndian(r.Take(16))
            ),
            new ValueCodec<BigInteger>(WireType.Bytes, (w, v) => w.WriteText(v.ToByteArray()), r => new BigInteger(r.ReadBytes())),
            new ValueCodec<BitVector32>(
                WireType.Fixed32,
                (w, v) => w.WriteFixed32((uint)v.Data),
                r => new BitVector32((int)r.ReadFixed32())
            ),
        ];

    private static IEnumerable<Codec> Times() =>
        [
            new ValueCodec<DateTime>(
                WireType.Fixed64,
                (w, v) => w.WriteFixed64((ulong)v.ToBinary()),
                r => Checked(DateTime.FromBinary, (long)r.ReadFixed64())
            ),
            new ValueCodec<DateTimeOffset>(WireType.Fixed128, WriteOffsetTime, ReadOffsetTime),
            new ValueCodec<TimeSpan>(WireType.VarInt, (w, v) => w.WriteVarInt(v.Ticks), r => new TimeSpan(r.ReadVarInt())),
            new ValueCodec<DateOnly>(
                WireType.VarInt,
                (w, v) => w.WriteVarInt(v.DayNumber),
                r => Checked(DateOnly.FromDayNumber, IntegerCodec<int>.ReadValue(r))
            ),
            new ValueCodec<TimeOnly>(WireType.VarInt, (w, v) => w.WriteVarInt(v.Ticks), r => Checked(t => new TimeOnly(t), r.ReadVarInt())),
            new ValueCodec<CancellationToken>(
                WireType.VarInt,
                (w, v) => w.WriteByte(v.IsCancellationRequested ? (byte)1 : (byte)0),
                r => new CancellationToken(r.ReadVarUInt() != 0)
            ),
        ];

    private static IEnumerable<Codec> Names() =>
        [
            new StringCodec(),
            new ValueCodec<Guid>(WireType.Fixed128, (w, v) => v.TryWriteBytes(w.Take(16)), r => new Guid(r.Take(16))),
            new ValueCodec<Uri>(
                WireType.Bytes,
                (w, v) => w.WriteText(v.OriginalString),
                r => Checked(t => new Uri(t, UriKind.RelativeOrAbsolute), r.ReadText())
            ),
            new ValueCodec<Version>(WireType.Bytes, (w, v) => w.WriteText(v.ToString()), r => Checked(Version.Parse, r.ReadText())),
            new ValueCodec<CultureInfo>(
                WireType.Bytes,
                (w, v) => w.WriteText(v.Name),
                r => Checked(CultureInfo.GetCultureInfo, r.ReadText())
            ),
            new ValueCodec<CompareInfo>(
                WireType.Bytes,
                (w, v) => w.WriteText(v.Name),
                r => Checked(CompareInfo.GetCompareInfo, r.ReadText())
            ),
            new ValueCodec<Type>(WireType.Bytes, (w, v) => w.WriteText(TypeNames.Of(v)), r => TypeNames.Find(r.ReadText())),
            new ValueCodec<IPAddress>(WireType.Bytes, (w, v) => w.WriteText(v.GetAddressBytes()), r => ReadAddress(r.ReadBytes())),
            new ValueCodec<IPEndPoint>(WireType.Bytes, (w, v) => w.WriteText(v.ToString()), r => Checked(IPEndPoint.Parse, r.ReadText())),
        ];

    private static IEnumerable<Codec> Identities() =>
        [
            new ValueCodec<IdSpan>(WireType.Bytes, WriteSpan, r => ReadSpan(r)),
            new ValueCodec<GrainType>(WireType.Bytes, (w, v) => WriteSpan(w, v.Value), r => new GrainType(ReadSpan(r))),
            new ValueCodec<GrainInterfaceType>(WireType.Bytes, (w, v) => WriteSpan(w, v.Value), r => new GrainInterfaceType(ReadSpan(r))),
            new ValueCodec<SiloAddress>(
                WireType.Bytes,
                (w, v) => w.WriteText(v.ToParsableString()),
                r => Checked(SiloAddress.FromParsableString, r.ReadText())
            ),
        ];

    public static void WriteSpan(WireWriter writer, IdSpan value) => writer.WriteText(value.AsSpan());

    public static IdSpan ReadSpan(WireReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ReadBytes();
        return bytes.Length == 0 ? default : new IdSpan(bytes.ToArray());
    }

    private static void WriteDecimal(WireWriter writer, decimal value) =>
        decimal.GetBits(value, MemoryMarshal.Cast<byte, int>(writer.Take(16)));

    private static decimal ReadDecimal(WireReader reader)
    {
        int[] bits = MemoryMarshal.Cast<byte, int>(reader.Take(16)).ToArray();
        return Checked(b => new decimal(b), bits);
    }

    private static void WriteOffsetTime(WireWriter writer, DateTimeOffset value)
    {
        writer.WriteFixed64((ulong)value.Ticks);
        writer.WriteFixed64((ulong)value.Offset.Ticks);
    }

    private static DateTimeOffset ReadOffsetTime(WireReader reader)
    {
        (long ticks, long offset) = ((long)reader.ReadFixed64(), (long)reader.ReadFixed64());
        return Checked(p => new DateTimeOffset(p.ticks, new TimeSpan(p.offset)), (ticks, offset));
    }

    private static IPAddress ReadAddress(ReadOnlySpan<byte> bytes) =>
        bytes.Length is 4 or 16
            ? new IPAddress(bytes)
            : throw new SerializerException($"An address has 4 or 16 bytes, not {bytes.Length}.");

    // What the framework's own constructors refuse is a malformed message.
    private static TResult Checked<TSource, TResult>(Func<TSource, TResult> make, TSource value)
    {
        try
        {
            return make(value);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw new SerializerException($"{value} is not a value of {typeof(TResult)}.", exception);
        }
    }
}
