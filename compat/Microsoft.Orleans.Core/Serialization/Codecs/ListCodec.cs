using System.Runtime.InteropServices;

namespace Orleans.Serialization.Wire;

/// <summary>For lists; apart from the other collections because it is the most used and may contain itself.</summary>
internal sealed class ListCodec<T> : ClassCodec<List<T>>
{
    public override void WriteContent(WireWriter writer, uint id, List<T> value) =>
        Elements<T>.Write(writer, id, CollectionsMarshal.AsSpan(value));

    public override List<T> ReadContent(WireReader reader, in WireTag tag)
    {
        List<T> list = new();
        reader.Record(tag, list);
        Elements<T>.ReadInto(reader, tag, list);
        return list;
    }
}
