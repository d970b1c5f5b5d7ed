namespace Orleans.Serialization.Wire;

/// <summary>For classes: knows null and objects that occur more than once.</summary>
internal abstract class ClassCodec<T> : Codec<T?>
    where T : class
{
    public override bool IsTracked => true;

    public sealed override void Write(WireWriter writer, uint id, T? value)
    {
        if (value is null)
            writer.WriteNull(id);
        else if (!IsTracked || !writer.TryWriteReference(id, value))
            WriteContent(writer, id, value);
    }

    public sealed override T? Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire != WireType.Reference)
            return ReadContent(reader, tag);
        return reader.ReadReference(tag, this) switch
        {
            null => null,
            T same => same,
            var other => throw new SerializerException($"A reference to {other.GetType()} stands where {typeof(T)} is expected."),
        };
    }

    public sealed override void WriteObject(WireWriter writer, uint id, object value) => WriteContent(writer, id, (T)value);

    public abstract void WriteContent(WireWriter writer, uint id, T value);

    public abstract T ReadContent(WireReader reader, in WireTag tag);
}
