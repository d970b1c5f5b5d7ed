namespace Orleans.Serialization.Wire;

/// <summary>For dictionaries: the comparer, then the keys, then the values.</summary>
/// <param name="comparer">The dictionary's comparer.</param>
/// <param name="build">Builds a dictionary from a comparer, null for the default one, and the pairs.</param>
internal sealed class MapCodec<TMap, TKey, TValue, TComparer>(
    Func<TMap, TComparer> comparer,
    Func<TComparer?, Dictionary<TKey, TValue>, TMap> build
) : ClassCodec<TMap>
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TComparer : class
{
    public override void WriteContent(WireWriter writer, uint id, TMap value)
    {
        writer.WriteTag(id, WireType.Object);
        Comparers.Write<TKey>(writer, 0, comparer(value));
        KeyValuePair<TKey, TValue>[] pairs = value.ToArray();
        Elements<TKey>.Write(writer, 1, Array.ConvertAll(pairs, p => p.Key));
        Elements<TValue>.Write(writer, 2, Array.ConvertAll(pairs, p => p.Value));
        writer.WriteMark(WireMark.End);
    }

    public override TMap ReadContent(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(TMap));
        TComparer? found = null;
        TKey[] keys = [];
        TValue[] values = [];
        // A plain dictionary exists before its values are read: they may refer to it.
        TMap? map = null;
        for (WireTag field = reader.ReadTag(); !field.IsEnd; field = reader.ReadTag())
        {
            if (field is { Id: 0, Wire: WireType.VarInt })
                found = Comparers.Find<TComparer>(reader.ReadVarUInt());
            else if (field.Id == 1 && field.Wire != WireType.Extended)
                keys = Elements<TKey>.Read(reader, field);
            else if (field.Id == 2 && field.Wire != WireType.Extended)
                values = ReadValues(reader, tag, field, found, ref map);
            else if (!field.IsEndBase)
                reader.Skip(field);
        }

        if (keys.Length != values.Length)
            throw new SerializerException($"{keys.Length} keys do not fit {values.Length} values.");
        if (map is Dictionary<TKey, TValue> plain)
        {
            Built.Fill(plain, keys, values);
            return map;
        }

        Dictionary<TKey, TValue> pairs = new(found as IEqualityComparer<TKey>);
        Built.Fill(pairs, keys, values);
        map = Built.Checked(build, found, pairs);
        reader.Record(tag, map);
        return map;
    }

    private static TValue[] ReadValues(WireReader reader, in WireTag tag, in WireTag field, TComparer? found, ref TMap? map)
    {
        if (typeof(TMap) == typeof(Dictionary<TKey, TValue>) && map is null)
        {
            map = (TMap)(object)new Dictionary<TKey, TValue>(found as IEqualityComparer<TKey>);
            reader.Record(tag, map);
        }

        return Elements<TValue>.Read(reader, field);
    }
}
