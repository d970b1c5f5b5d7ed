using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>The assemblies in which the official source generator would have run: those that carry [ApplicationPart].</summary>
internal static class ApplicationParts
{
    private static readonly ConcurrentDictionary<Assembly, bool> Generated = new();
    private static readonly ConcurrentDictionary<Assembly, Dictionary<Type, Type>> Converters = new();

    /// <summary>All parts that are loaded or referenced from what is loaded.</summary>
    public static IReadOnlyList<Assembly> All()
    {
        HashSet<Assembly> seen = new();
        List<Assembly> parts = new();
        Queue<Assembly> queue = new(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        while (queue.TryDequeue(out Assembly? assembly))
        {
            if (!seen.Add(assembly))
                continue;
            if (IsPart(assembly))
                parts.Add(assembly);
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                if (MayBePart(name) && TryLoad(name) is { } referenced)
                    queue.Enqueue(referenced);
            }
        }

        return parts;
    }

    /// <summary>Whether marked types of this assembly have serializers.</summary>
    public static bool HasGeneratedCode(Assembly assembly) =>
        Generated.GetOrAdd(assembly, static a => IsPart(a) || a == typeof(ApplicationParts).Assembly);

    /// <summary>The registered converter of the type and its surrogate, if there is one.</summary>
    public static (object Converter, Type Surrogate)? FindConverter(Type type)
    {
        foreach (Assembly part in All())
        {
            Dictionary<Type, Type> converters = Converters.GetOrAdd(part, ConvertersOf);
            if (!converters.TryGetValue(type, out Type? converter))
                continue;
            Type surrogate = InterfaceOf(converter, type)!.GetGenericArguments()[1];
            return (Activator.CreateInstance(converter)!, surrogate);
        }

        return null;
    }

    public static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return [.. exception.Types.OfType<Type>()];
        }
    }

    private static bool IsPart(Assembly assembly) => assembly.IsDefined(typeof(ApplicationPartAttribute));

    private static bool MayBePart(AssemblyName name) =>
        !name.Name!.StartsWith("System", StringComparison.Ordinal)
        && !name.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && name.Name is not ("netstandard" or "mscorlib");

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            // A reference that is not deployed holds no grains.
            return null;
        }
    }

    private static Dictionary<Type, Type> ConvertersOf(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(t => t.IsDefined(typeof(RegisterConverterAttribute)))
            .SelectMany(t => t.GetInterfaces().Where(IsConverter).Select(i => (Value: i.GetGenericArguments()[0], Converter: t)))
            .ToDictionary(p => p.Value, p => p.Converter);

    private static Type? InterfaceOf(Type converter, Type value) =>
        converter.GetInterfaces().FirstOrDefault(i => IsConverter(i) && i.GetGenericArguments()[0] == value);

    private static bool IsConverter(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConverter<,>);
}
