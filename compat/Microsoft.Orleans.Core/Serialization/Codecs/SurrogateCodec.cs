namespace Orleans.Serialization.Wire;

/// <summary>For foreign types with an <see cref="IConverter{TValue,TSurrogate}"/>.</summary>
internal sealed class SurrogateCodec<TValue, TSurrogate>(IConverter<TValue, TSurrogate> converter) : Codec<TValue>
    where TSurrogate : struct
{
    public override bool IsTracked => !typeof(TValue).IsValueType;

    public override void Write(WireWriter writer, uint id, TValue value)
    {
        if (value is null)
            writer.WriteNull(id);
        else if (!IsTracked || !writer.TryWriteReference(id, value))
            WriteObject(writer, id, value);
    }

    public override void WriteObject(WireWriter writer, uint id, object value) =>
        Declared<TSurrogate>.Codec.Write(writer, id, converter.ConvertToSurrogate((TValue)value));

    public override TValue Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire == WireType.Reference && IsTracked)
            return Same(reader.ReadReference(tag, this));
        TSurrogate surrogate = Declared<TSurrogate>.Codec.Read(reader, tag);
        TValue? value = converter.ConvertFromSurrogate(in surrogate);
        if (IsTracked && value is not null)
            reader.Record(tag, value);
        return value;
    }

    private static TValue Same(object? value) =>
        value switch
        {
            null => default!,
            TValue same => same,
            _ => throw new SerializerException($"A reference to {value.GetType()} stands where {typeof(TValue)} is expected."),
        };
}
