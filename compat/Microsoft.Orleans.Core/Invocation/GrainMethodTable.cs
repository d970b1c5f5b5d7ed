using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>The methods of grain interfaces, by the number under which they are called from other processes.</summary>
internal static class GrainMethodTable
{
    private static readonly ConcurrentDictionary<Type, Dictionary<uint, GrainMethod>> Interfaces = new();

    /// <exception cref="Serialization.SerializerException">The interface has no such method.</exception>
    public static GrainMethod Find(Type interfaceType, uint id) =>
        MethodsOf(interfaceType).TryGetValue(id, out GrainMethod? method)
            ? method
            : throw new Serialization.SerializerException($"Interface {interfaceType} has no method {id:X8}.");

    /// <summary>The methods that the interface itself declares.</summary>
    public static IEnumerable<GrainMethod> DeclaredBy(Type interfaceType) => MethodsOf(interfaceType).Values;

    private static Dictionary<uint, GrainMethod> MethodsOf(Type interfaceType) =>
        Interfaces.GetOrAdd(
            interfaceType,
            static type =>
            {
                Dictionary<uint, GrainMethod> methods = new();
                foreach (MethodInfo method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                {
                    if (method.IsStatic || method.IsPrivate || (!method.IsVirtual && !method.IsAbstract))
                        continue;
                    GrainMethod made = new(type, method);
                    if (!methods.TryAdd(made.WireId, made))
                        throw new OrleansConfigurationException(
                            $"{type}.{method.Name} has the alias or the signature of another method of the interface."
                        );
                }

                return methods;
            }
        );
}
