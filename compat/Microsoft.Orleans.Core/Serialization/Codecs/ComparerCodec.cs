namespace Orleans.Serialization.Wire;

/// <summary>For comparers as values of their own.</summary>
internal sealed class ComparerCodec : Codec<object>
{
    public override Type WireName => typeof(StringComparer);

    public override void Write(WireWriter writer, uint id, object value)
    {
        writer.WriteTag(id, WireType.VarInt);
        writer.WriteVarUInt((ulong)Comparers.CodeOf(value));
    }

    public override object Read(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.VarInt, typeof(StringComparer));
        return Comparers.Find<object>(reader.ReadVarUInt());
    }
}
