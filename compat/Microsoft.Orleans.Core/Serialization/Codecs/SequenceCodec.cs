namespace Orleans.Serialization.Wire;

/// <summary>For collections that are classes and are built from their elements.</summary>
/// <param name="build">Builds one from the elements.</param>
internal sealed class SequenceCodec<TCollection, T>(Func<T[], TCollection> build) : ClassCodec<TCollection>
    where TCollection : class, IEnumerable<T>
{
    public override void WriteContent(WireWriter writer, uint id, TCollection value) => Elements<T>.Write(writer, id, value.ToArray());

    public override TCollection ReadContent(WireReader reader, in WireTag tag)
    {
        TCollection collection = build(Elements<T>.Read(reader, tag));
        reader.Record(tag, collection);
        return collection;
    }
}
