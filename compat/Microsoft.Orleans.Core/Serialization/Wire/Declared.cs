namespace Orleans.Serialization.Wire;

/// <summary>The codec of what is declared as a type; values of types derived from it are written with the names of theirs.</summary>
internal static class Declared<T>
{
    public static readonly Codec<T> Codec = CodecTable.MakeDeclared<T>();
}
