namespace Orleans.Serialization.Wire;

/// <summary>For references to grains, and for grains themselves, in whose place a reference goes.</summary>
internal sealed class AddressableCodec<T> : Codec<T>
{
    public override Type WireName => typeof(GrainReference);

    public override void Write(WireWriter writer, uint id, T value)
    {
        if (value is null)
            writer.WriteNull(id);
        else
            WriteObject(writer, id, value);
    }

    public override void WriteObject(WireWriter writer, uint id, object value)
    {
        GrainReference reference = ((IAddressable)value).AsReference();
        writer.WriteTag(id, WireType.Object);
        writer.WriteTag(0, WireType.Bytes);
        ScalarCodecs.WriteSpan(writer, reference.GrainId.Type.Value);
        writer.WriteTag(1, WireType.Bytes);
        ScalarCodecs.WriteSpan(writer, reference.GrainId.Key);
        writer.WriteTag(2, WireType.Bytes);
        ScalarCodecs.WriteSpan(writer, reference.InterfaceType.Value);
        writer.WriteMark(WireMark.End);
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire == WireType.Reference && reader.ReadVarUInt() == 0)
            return default!;
        tag.Expect(WireType.Object, typeof(T));
        (IdSpan type, IdSpan key, IdSpan face) = (default(IdSpan), default(IdSpan), default(IdSpan));
        for (WireTag field = reader.ReadTag(); !field.IsEnd; field = reader.ReadTag())
        {
            if (field is { Id: 0, Wire: WireType.Bytes })
                type = ScalarCodecs.ReadSpan(reader);
            else if (field is { Id: 1, Wire: WireType.Bytes })
                key = ScalarCodecs.ReadSpan(reader);
            else if (field is { Id: 2, Wire: WireType.Bytes })
                face = ScalarCodecs.ReadSpan(reader);
            else if (!field.IsEndBase)
                reader.Skip(field);
        }

        GrainReferenceFactory references =
            reader.References ?? throw new SerializerException("A grain reference stands where there is no host for it.");
        object reference = references.Create(new GrainId(new GrainType(type), key), new GrainInterfaceType(face));
        return reference is T same ? same : throw new SerializerException($"A reference to {face} stands where {typeof(T)} is expected.");
    }
}
