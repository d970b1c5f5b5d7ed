namespace Orleans.Serialization.Wire;

/// <summary>For sets: the comparer, then the elements.</summary>
/// <param name="comparer">The set's comparer.</param>
/// <param name="build">Builds a set from a comparer, null for the default one, and the elements.</param>
internal sealed class SetCodec<TSet, T, TComparer>(Func<TSet, TComparer> comparer, Func<TComparer?, T[], TSet> build) : ClassCodec<TSet>
    where TSet : class, IEnumerable<T>
    where TComparer : class
{
    public override void WriteContent(WireWriter writer, uint id, TSet value)
    {
        writer.WriteTag(id, WireType.Object);
        Comparers.Write<T>(writer, 0, comparer(value));
        Elements<T>.Write(writer, 1, value.ToArray());
        writer.WriteMark(WireMark.End);
    }

    public override TSet ReadContent(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(TSet));
        TComparer? found = null;
        T[] elements = [];
        for (WireTag field = reader.ReadTag(); !field.IsEnd; field = reader.ReadTag())
        {
            if (field is { Id: 0, Wire: WireType.VarInt })
                found = Comparers.Find<TComparer>(reader.ReadVarUInt());
            else if (field.Id == 1 && field.Wire != WireType.Extended)
                elements = Elements<T>.Read(reader, field);
            else if (!field.IsEndBase)
                reader.Skip(field);
        }

        TSet set = Built.Checked(build, found, elements);
        reader.Record(tag, set);
        return set;
    }
}
