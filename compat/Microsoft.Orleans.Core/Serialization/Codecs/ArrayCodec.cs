namespace Orleans.Serialization.Wire;

/// <summary>For arrays of one dimension.</summary>
internal sealed class ArrayCodec<T> : ClassCodec<T[]>
{
    public override void WriteContent(WireWriter writer, uint id, T[] value) => Elements<T>.Write(writer, id, value);

    public override T[] ReadContent(WireReader reader, in WireTag tag) => Elements<T>.Read(reader, tag, isObject: true);
}
