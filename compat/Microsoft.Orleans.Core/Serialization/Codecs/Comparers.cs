namespace Orleans.Serialization.Wire;

/// <summary>The comparers that travel: the framework's own.</summary>
internal static class Comparers
{
    private static readonly object[] Known =
    [
        StringComparer.Ordinal,
        StringComparer.OrdinalIgnoreCase,
        StringComparer.InvariantCulture,
        StringComparer.InvariantCultureIgnoreCase,
        EqualityComparer<string>.Default,
    ];

    private static readonly HashSet<Type> Types = [.. Known.Select(c => c.GetType())];

    public static bool IsKnown(Type type) => Types.Contains(type) || type == typeof(StringComparer);

    /// <summary>Writes a collection's comparer unless it is the default one.</summary>
    /// <exception cref="CodecNotFoundException">It is neither that nor known.</exception>
    public static void Write<T>(WireWriter writer, uint id, object? comparer)
    {
        if (comparer is null || Equals(comparer, EqualityComparer<T>.Default) || Equals(comparer, Comparer<T>.Default))
            return;
        writer.WriteTag(id, WireType.VarInt);
        writer.WriteVarUInt((ulong)CodeOf(comparer));
    }

    public static TComparer Find<TComparer>(ulong code)
        where TComparer : class =>
        code < (ulong)Known.Length && Known[code] is TComparer comparer
            ? comparer
            : throw new SerializerException($"Comparer {code} is not known.");

    public static int CodeOf(object comparer)
    {
        int code = Array.IndexOf(Known, comparer);
        return code >= 0 ? code : throw CodecTable.NotFound(comparer.GetType());
    }
}
