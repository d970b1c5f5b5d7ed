namespace Orleans.Serialization.Wire;

/// <summary>The form of a field's value; enough to skip a field that is not known.</summary>
internal enum WireType
{
    /// <summary>An integer in groups of seven bits, zigzag where it is signed.</summary>
    VarInt,
    Fixed32,
    Fixed64,
    Fixed128,

    /// <summary>A length and as many bytes.</summary>
    Bytes,

    /// <summary>Fields up to <see cref="Extended"/> End; levels of base types are kept apart by EndBase.</summary>
    Object,

    /// <summary>Null (0), or the place, counted from 1, where the same object was written before.</summary>
    Reference,

    /// <summary>No field: End, EndBase, or the name of the type of the field that follows.</summary>
    Extended,
}
