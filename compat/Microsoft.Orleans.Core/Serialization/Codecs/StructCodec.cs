namespace Orleans.Serialization.Wire;

/// <summary>For structures marked [GenerateSerializer], and for tuples and pairs that are structures.</summary>
internal sealed class StructCodec<T> : Codec<T>
    where T : struct
{
    private readonly Lazy<FieldTable<T>> _fields = new(() => new FieldTable<T>(Members.Of(typeof(T))));

    public override void Write(WireWriter writer, uint id, T value)
    {
        WireWriter.CheckDepth();
        writer.WriteTag(id, WireType.Object);
        _fields.Value.Write(writer, ref value);
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(T));
        WireWriter.CheckDepth();
        T value = default(T);
        _fields.Value.Read(reader, ref value);
        return value;
    }
}
