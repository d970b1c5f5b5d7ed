namespace Orleans.Serialization.Wire;

/// <summary>Writes and reads one member of objects of one type.</summary>
/// <typeparam name="TObject">The type that has the member, or one derived from it.</typeparam>
internal abstract class FieldCodec<TObject>(uint id)
{
    public uint Id { get; } = id;

    public abstract void Write(WireWriter writer, ref TObject source);

    public abstract void Read(WireReader reader, in WireTag tag, ref TObject target);
}
