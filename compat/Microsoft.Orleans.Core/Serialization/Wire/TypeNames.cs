using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Orleans.Serialization.Wire;

/// <summary>How types are named on the wire: by alias, else by full name and assembly without its version.</summary>
internal static class TypeNames
{
    /// <summary>How long a name may be that comes from outside.</summary>
    public const int BytesMax = 2048;

    private const int CountMax = 10_000;
    private static readonly ConcurrentDictionary<Type, string> Names = new();
    private static readonly ConcurrentDictionary<string, Type> Types = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Type>.AlternateLookup<ReadOnlySpan<char>> ByText = Types.GetAlternateLookup<
        ReadOnlySpan<char>
    >();
    private static readonly Lazy<Dictionary<string, Type>> Aliases = new(FindAliases);
    private static readonly Assembly CoreLibrary = typeof(object).Assembly;

    public static string Of(Type type) => Names.GetOrAdd(type, static t => Format(t));

    /// <exception cref="UnknownTypeException">No type of this process has the name.</exception>
    public static Type Find(string name)
    {
        if (Types.TryGetValue(name, out Type? known))
            return known;
        // Names come from outside, and a generic type once made stays: there is an end to it.
        if (Types.Count >= CountMax)
            throw new SerializerException($"More than {CountMax} types have been named.");
        Type type = Resolve(name) ?? throw new UnknownTypeException(name);
        Types.TryAdd(name, type);
        return type;
    }

    /// <exception cref="UnknownTypeException">No type of this process has the name.</exception>
    public static Type Find(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[BytesMax];
        int count = Encoding.UTF8.GetChars(name, text);
        return ByText.TryGetValue(text[..count], out Type? known) ? known : Find(text[..count].ToString());
    }

    private static string Format(Type type)
    {
        if (type.IsArray)
            return Of(type.GetElementType()!) is var element && type.IsSZArray
                ? Suffixed(element, "[]")
                : Suffixed(element, $"[{new string(',', type.GetArrayRank() - 1)}]");
        Type definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        string? alias = AliasOf(definition);
        StringBuilder text = new(alias is null ? definition.FullName ?? definition.Name : Escape(alias));
        if (type.IsConstructedGenericType)
            text.Append('[').AppendJoin(',', type.GetGenericArguments().Select(a => $"[{Of(a)}]")).Append(']');
        if (alias is null && type.Assembly != CoreLibrary)
            text.Append(", ").Append(type.Assembly.GetName().Name);
        return text.ToString();
    }

    private static string Suffixed(string name, string suffix)
    {
        // The assembly comes last; its comma is the first one outside of brackets.
        int depth = 0;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\')
                i++;
            else if (name[i] == '[')
                depth++;
            else if (name[i] == ']')
                depth--;
            else if (name[i] == ',' && depth == 0)
                return string.Concat(name.AsSpan(0, i), suffix, name.AsSpan(i));
        }

        return name + suffix;
    }

    private static string? AliasOf(Type definition) => definition.GetCustomAttribute<AliasAttribute>(false)?.Alias;

    private static string Escape(string alias)
    {
        StringBuilder text = new();
        foreach (char character in alias)
        {
            if (character is '[' or ']' or ',' or '+' or '&' or '*' or '\\')
                text.Append('\\');
            text.Append(character);
        }

        return text.ToString();
    }

    private static Type? Resolve(string name)
    {
        try
        {
            return Type.GetType(name, FindAssembly, FindType, throwOnError: false);
        }
        catch (Exception exception)
            when (exception is ArgumentException or TypeLoadException or IOException or BadImageFormatException or NotSupportedException)
        {
            throw new SerializerException($"\"{name}\" is not the name of a type.", exception);
        }
    }

    // Nothing is loaded because a message names it.
    private static Assembly? FindAssembly(AssemblyName name) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => !a.IsDynamic && a.GetName().Name == name.Name);

    private static Type? FindType(Assembly? assembly, string name, bool ignoreCase)
    {
        if (assembly is not null)
            return assembly.GetType(name, throwOnError: false);
        return Aliases.Value.GetValueOrDefault(Unescape(name)) ?? CoreLibrary.GetType(name, throwOnError: false);
    }

    private static string Unescape(string name)
    {
        if (!name.Contains('\\', StringComparison.Ordinal))
            return name;
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && i + 1 < name.Length)
                i++;
            text.Append(name[i]);
        }

        return text.ToString();
    }

    private static Dictionary<string, Type> FindAliases()
    {
        Dictionary<string, Type> aliases = new(StringComparer.Ordinal);
        foreach (Type? type in ApplicationParts.All().Append(typeof(TypeNames).Assembly).Distinct().SelectMany(ApplicationParts.TypesOf))
        {
            foreach (AliasAttribute alias in type.GetCustomAttributes<AliasAttribute>(false))
                aliases.TryAdd(alias.Alias, type);
        }

        return aliases;
    }
}
