using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>The assemblies in which the official source generator would have run: those that carry [ApplicationPart].</summary>
internal static class ApplicationParts
{
    private static readonly ConcurrentDictionary<Assembly, bool> Generated = new();

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
}
