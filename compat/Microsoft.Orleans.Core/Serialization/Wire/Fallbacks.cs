using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Serialization.Wire;

/// <summary>
/// What a collection of an unknown type becomes where an interface of collections is declared: a list, a set or a dictionary.
/// </summary>
internal static class Fallbacks
{
    private static readonly ConcurrentDictionary<Type, Func<object, object>?> Conversions = new();

    /// <exception cref="CodecNotFoundException">Anything else is declared.</exception>
    public static object Convert(Type declared, object value) =>
        Conversions.GetOrAdd(declared, static type => ConversionTo(type)) is { } convert
            ? convert(value)
            : throw CodecTable.NotFound(value.GetType());

    private static Func<object, object>? ConversionTo(Type declared)
    {
        if (!declared.IsInterface || !declared.IsGenericType)
            return null;
        Type definition = declared.GetGenericTypeDefinition();
        string? name =
            definition == typeof(IEnumerable<>)
            || definition == typeof(IReadOnlyCollection<>)
            || definition == typeof(IReadOnlyList<>)
            || definition == typeof(ICollection<>)
            || definition == typeof(IList<>)
                ? nameof(List)
            : definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>) ? nameof(HashSet)
            : definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) ? nameof(Dictionary)
            : null;
        return name is null
            ? null
            : typeof(Fallbacks)
                .GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(declared.GetGenericArguments())
                .CreateDelegate<Func<object, object>>();
    }

    private static object List<T>(object value) => new List<T>((IEnumerable<T>)value);

    private static object HashSet<T>(object value) => new HashSet<T>((IEnumerable<T>)value);

    private static object Dictionary<TKey, TValue>(object value)
        where TKey : notnull => new Dictionary<TKey, TValue>((IEnumerable<KeyValuePair<TKey, TValue>>)value);
}
