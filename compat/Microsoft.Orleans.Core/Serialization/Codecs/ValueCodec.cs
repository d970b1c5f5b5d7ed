namespace Orleans.Serialization.Wire;

/// <summary>For values of one fixed form, by two functions.</summary>
/// <param name="wire">The form.</param>
/// <param name="write">Writes what follows the tag.</param>
/// <param name="read">Reads what follows the tag.</param>
internal sealed class ValueCodec<T>(WireType wire, Action<WireWriter, T> write, Func<WireReader, T> read) : Codec<T>
{
    public override void Write(WireWriter writer, uint id, T value)
    {
        if (value is null)
        {
            writer.WriteNull(id);
            return;
        }

        writer.WriteTag(id, wire);
        write(writer, value);
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire == WireType.Reference && default(T) is null && reader.ReadVarUInt() == 0)
            return default!;
        tag.Expect(wire, typeof(T));
        return read(reader);
    }
}
