namespace Orleans.Serialization.Wire;

/// <summary>For texts.</summary>
internal sealed class StringCodec : Codec<string?>
{
    public override void Write(WireWriter writer, uint id, string? value)
    {
        if (value is null)
        {
            writer.WriteNull(id);
            return;
        }

        writer.WriteTag(id, WireType.Bytes);
        writer.WriteText(value);
    }

    public override string? Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire == WireType.Reference && reader.ReadVarUInt() == 0)
            return null;
        tag.Expect(WireType.Bytes, typeof(string));
        return reader.ReadText();
    }
}
