namespace Orleans.Serialization.Wire;

/// <summary>For arrays of several dimensions: their lengths, then their elements.</summary>
/// <typeparam name="TArray">The array.</typeparam>
internal sealed class ArrayOfRankCodec<TArray> : ClassCodec<TArray>
    where TArray : class
{
    private static readonly Type Element = typeof(TArray).GetElementType()!;
    private static readonly Lazy<Codec> ElementCodec = new(() => CodecTable.GetDeclared(Element));

    public override void WriteContent(WireWriter writer, uint id, TArray value)
    {
        Array array = (Array)(object)value;
        WireWriter.CheckDepth();
        writer.WriteTag(id, WireType.Object);
        int[] lengths = new int[array.Rank];
        for (int d = 0; d < lengths.Length; d++)
            lengths[d] = array.GetLength(d);
        Elements<int>.Write(writer, 0, lengths);
        foreach (object? element in array)
            ElementCodec.Value.WriteAny(writer, 1, element);
        writer.WriteMark(WireMark.End);
    }

    public override TArray ReadContent(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(TArray));
        WireWriter.CheckDepth();
        WireTag first = reader.ReadTag();
        if (first.Id != 0)
            throw new SerializerException("An array of several dimensions begins without its lengths.");
        int[] lengths = Elements<int>.Read(reader, first);
        Check(lengths, reader.Remaining);
        Array array = Array.CreateInstance(Element, lengths);
        reader.Record(tag, array);
        int[] index = new int[lengths.Length];
        for (long i = array.LongLength; i > 0; i--)
        {
            WireTag next = reader.ReadTag();
            if (next.Id != 1 || next.Wire == WireType.Extended)
                throw new SerializerException("An array of several dimensions is too short.");
            array.SetValue(ElementCodec.Value.ReadObject(reader, next), index);
            for (int d = index.Length - 1; d >= 0 && ++index[d] == lengths[d]; d--)
                index[d] = 0;
        }

        if (!reader.ReadTag().IsEnd)
            throw new SerializerException("An array of several dimensions is too long.");
        return (TArray)(object)array;
    }

    private static void Check(int[] lengths, int remaining)
    {
        if (lengths.Length != typeof(TArray).GetArrayRank() || Array.Exists(lengths, l => l < 0))
            throw new SerializerException($"The lengths do not fit {typeof(TArray)}.");
        long count = 1;
        foreach (int length in lengths)
        {
            count *= length;
            if (count > remaining || length > remaining)
                throw new SerializerException($"{count} elements do not fit in {remaining} bytes.");
        }
    }
}
