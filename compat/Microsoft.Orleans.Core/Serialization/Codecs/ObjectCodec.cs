using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Wire;

/// <summary>For classes marked [GenerateSerializer].</summary>
internal sealed class ObjectCodec<T> : ClassCodec<T>
    where T : class
{
    private readonly Lazy<FieldTable<T>> _fields = new(() => new FieldTable<T>(Members.Of(typeof(T))));
    private readonly Lazy<Func<object>> _create = new(() => MemberCopier.Creator(typeof(T)));
    private readonly bool _isTracked = !typeof(T).IsDefined(typeof(SuppressReferenceTrackingAttribute), false);

    public override bool IsTracked => _isTracked;

    public override void WriteContent(WireWriter writer, uint id, T value)
    {
        WireWriter.CheckDepth();
        writer.WriteTag(id, WireType.Object);
        _fields.Value.Write(writer, ref value);
    }

    public override T ReadContent(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(T));
        WireWriter.CheckDepth();
        T value = (T)_create.Value();
        reader.Record(tag, value);
        _fields.Value.Read(reader, ref value);
        return value;
    }
}
