using System.Collections;

namespace Orleans.Serialization.Wire;

/// <summary>For the untyped list.</summary>
internal sealed class ArrayListCodec : ClassCodec<ArrayList>
{
    public override void WriteContent(WireWriter writer, uint id, ArrayList value) => Elements<object?>.Write(writer, id, value.ToArray());

    public override ArrayList ReadContent(WireReader reader, in WireTag tag)
    {
        ArrayList list = new();
        reader.Record(tag, list);
        list.AddRange(Elements<object?>.Read(reader, tag));
        return list;
    }
}
