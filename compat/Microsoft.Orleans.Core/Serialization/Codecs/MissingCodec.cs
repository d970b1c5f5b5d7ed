namespace Orleans.Serialization.Wire;

/// <summary>For sealed types that the serializer does not know: refused when a value comes.</summary>
internal sealed class MissingCodec<T> : Codec<T>
{
    public override void Write(WireWriter writer, uint id, T value)
    {
        if (value is not null)
            throw CodecTable.NotFound(typeof(T));
        writer.WriteNull(id);
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire != WireType.Reference || typeof(T).IsValueType || reader.ReadVarUInt() != 0)
            throw CodecTable.NotFound(typeof(T));
        return default!;
    }
}
