namespace Orleans.Serialization.Wire;

/// <summary>For enumerations that are asked for in a call: how many elements travel together, and the call.</summary>
/// <typeparam name="T">The element.</typeparam>
internal sealed class EnumerableRequestCodec<T> : ClassCodec<GrainEnumerableRequest<T>>
{
    public override Type WireName => typeof(IAsyncEnumerableRequest<T>);

    public override void WriteContent(WireWriter writer, uint id, GrainEnumerableRequest<T> value)
    {
        writer.WriteTag(id, WireType.Object);
        Declared<int>.Codec.Write(writer, 0, value.MaxBatchSize);
        writer.WriteTag(1, WireType.Object);
        CallCodec.Write(writer, value.Call);
        writer.WriteMark(WireMark.End);
    }

    public override GrainEnumerableRequest<T> ReadContent(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(GrainEnumerableRequest<T>));
        GrainRequest? call = null;
        int? batch = null;
        for (WireTag field = reader.ReadTag(); !field.IsEnd; field = reader.ReadTag())
        {
            if (field.Id == 0 && field.Wire == WireType.VarInt)
                batch = Declared<int>.Codec.Read(reader, field);
            else if (field.Id == 1 && field.Wire == WireType.Object)
                call = CallCodec.Read(reader);
            else if (!field.IsEndBase)
                reader.Skip(field);
        }

        if (call is null)
            throw new SerializerException("An enumeration has no call.");
        GrainEnumerableRequest<T> request = new(null, call);
        if (batch is { } size)
            request.MaxBatchSize = size;
        return request;
    }
}
