namespace Orleans.Serialization.Wire;

/// <summary>Writes and reads the values of one type.</summary>
internal abstract class Codec<T> : Codec
{
    public override Type WireName => typeof(T);

    public abstract void Write(WireWriter writer, uint id, T value);

    public abstract T Read(WireReader reader, in WireTag tag);

    public override void WriteObject(WireWriter writer, uint id, object value) => Write(writer, id, (T)value);

    public override void WriteAny(WireWriter writer, uint id, object? value) => Write(writer, id, (T)value!);

    public override object? ReadObject(WireReader reader, in WireTag tag) => Read(reader, tag);
}
