namespace Orleans.Serialization.Wire;

/// <summary>Which exceptions travel to other processes.</summary>
internal static class ExceptionCodec
{
    private static readonly string[] Namespaces = ["System", "Microsoft", "Azure"];

    /// <summary>Those that are marked, and those of the namespaces that the official serializer writes unmarked.</summary>
    public static bool IsAllowed(Type type) =>
        type == typeof(Exception)
        || type.IsDefined(typeof(GenerateSerializerAttribute), false)
        || (type.Namespace is { } name && Array.Exists(Namespaces, n => name.StartsWith(n, StringComparison.Ordinal)));
}
