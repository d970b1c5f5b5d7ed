namespace Orleans.Serialization.Wire;

/// <summary>Writes and reads the values of one type.</summary>
internal abstract class Codec
{
    /// <summary>The type that is named on the wire: of hidden types that of the known one they derive from.</summary>
    public abstract Type WireName { get; }

    /// <summary>Whether an object that occurs twice in a message is one object again.</summary>
    public virtual bool IsTracked => false;

    /// <summary>Writes a value that is neither null nor, where that matters, written before.</summary>
    public abstract void WriteObject(WireWriter writer, uint id, object value);

    /// <summary>Writes a value, which may be null.</summary>
    public abstract void WriteAny(WireWriter writer, uint id, object? value);

    public abstract object? ReadObject(WireReader reader, in WireTag tag);
}
