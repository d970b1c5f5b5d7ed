namespace Orleans.Serialization.Wire;

/// <summary>For values that may be missing.</summary>
internal sealed class NullableCodec<T> : Codec<T?>
    where T : struct
{
    public override void Write(WireWriter writer, uint id, T? value)
    {
        if (value is { } present)
            Declared<T>.Codec.Write(writer, id, present);
        else
            writer.WriteNull(id);
    }

    public override T? Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire != WireType.Reference)
            return Declared<T>.Codec.Read(reader, tag);
        return reader.ReadVarUInt() == 0 ? null : throw new SerializerException($"A reference stands where {typeof(T?)} is expected.");
    }
}
