using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using Orleans.Serialization.Invocation;

namespace Orleans.Serialization.Cloning;

/// <summary>Which types can be copied, and how. What is not here is refused, as the official serializer refuses it.</summary>
internal static class CopierTable
{
    private static readonly HashSet<Type> ShallowTypes =
    [
        typeof(object),
        typeof(string),
        typeof(decimal),
        typeof(DateTime),
        typeof(DateOnly),
        typeof(TimeOnly),
        typeof(DateTimeOffset),
        typeof(TimeSpan),
        typeof(Guid),
        typeof(Uri),
        typeof(Version),
        typeof(CultureInfo),
        typeof(CompareInfo),
        typeof(IPAddress),
        IPAddress.Loopback.GetType(),
        typeof(IPEndPoint),
        typeof(BigInteger),
        typeof(Half),
        typeof(Int128),
        typeof(UInt128),
        typeof(CancellationToken),
        typeof(BitVector32),
        typeof(IdSpan),
        typeof(GrainId),
        typeof(GrainType),
        typeof(GrainInterfaceType),
        typeof(ActivationId),
        typeof(MembershipVersion),
        typeof(SiloAddress),
        typeof(GrainAddress),
        typeof(CompletedResponse),
        StringComparer.Ordinal.GetType(),
        StringComparer.OrdinalIgnoreCase.GetType(),
        StringComparer.InvariantCulture.GetType(),
        EqualityComparer<string>.Default.GetType(),
    ];

    private static readonly ConcurrentDictionary<Type, TypeCopier?> Copiers = new();
    private static readonly ConcurrentDictionary<(Type Declared, Type Actual), TypeCopier> Fallbacks = new();

    /// <summary>The copier of a type; null when the serializer does not know it.</summary>
    public static TypeCopier? TryGet(Type type) => Copiers.GetOrAdd(type, static t => Create(t));

    /// <summary>
    /// The copier for a value of an unknown type where an interface of a collection is declared: it becomes a list, set or dictionary.
    /// </summary>
    /// <exception cref="CodecNotFoundException">Anything else is declared.</exception>
    public static TypeCopier FallbackFor(Type declared, Type actual) =>
        Fallbacks.GetOrAdd(
            (declared, actual),
            static key =>
                KnownCollections.ForInterface(key.Declared)
                ?? throw new CodecNotFoundException($"Could not find a copier for type {key.Actual}.")
        );

    /// <summary>Whether no value declared so is ever copied, wherever it goes.</summary>
    public static bool IsAlwaysShallow(Type declared)
    {
        if (declared != typeof(object) && IsShallowType(declared))
            return true;
        if (Nullable.GetUnderlyingType(declared) is { } underlying)
            return IsAlwaysShallow(underlying);
        return KnownCollections.IsStructure(declared) && Array.TrueForAll(declared.GetGenericArguments(), IsAlwaysShallow);
    }

    private static bool IsShallowType(Type type) => type.IsPrimitive || type.IsEnum || ShallowTypes.Contains(type);

    private static TypeCopier? Create(Type type)
    {
        if (IsShallowType(type) || typeof(Type).IsAssignableFrom(type))
            return ShallowCopier.Instance;
        if (typeof(IInvokable).IsAssignableFrom(type))
            return RequestCopier.Instance;
        if (typeof(IAddressable).IsAssignableFrom(type))
            return ReferenceCopier.Instance;
        if (type.IsArray)
            return CreateArray(type);
        if (typeof(Exception).IsAssignableFrom(type))
            return new ExceptionCopier(type.IsDefined(typeof(GenerateSerializerAttribute), false) ? new MemberCopier(type) : null);
        if (type == typeof(ArrayList))
            return KnownCollections.ArrayList;
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false))
            return CreateMarked(type);
        return KnownCollections.For(type);
    }

    private static TypeCopier? CreateMarked(Type type)
    {
        if (!ApplicationParts.HasGeneratedCode(type.Assembly))
            return null;
        MemberCopier members = new(type);
        return type.IsDefined(typeof(ImmutableAttribute), false) ? new ImmutableCopier(members) : members;
    }

    private static TypeCopier CreateArray(Type type) =>
        type.IsSZArray
            ? (TypeCopier)Activator.CreateInstance(typeof(ArrayCopier<>).MakeGenericType(type.GetElementType()!))!
            : ArrayOfRankCopier.Instance;
}
