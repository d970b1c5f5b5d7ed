using System.Collections.Concurrent;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Wire;

/// <summary>Which types can be written, and how. The same types that can be copied.</summary>
internal static class CodecTable
{
    private static readonly ConcurrentDictionary<Type, Codec?> Codecs = new();

    /// <summary>The codec of values of exactly this type; null when the serializer does not know it.</summary>
    public static Codec? TryGet(Type type) =>
        Codecs.TryGetValue(type, out Codec? codec) ? codec : Codecs.GetOrAdd(type, static t => Create(t));

    /// <exception cref="CodecNotFoundException">The serializer does not know the type.</exception>
    public static Codec Get(Type type) => TryGet(type) ?? throw NotFound(type);

    /// <summary>The codec for what is declared as a type.</summary>
    public static Codec GetDeclared(Type type) =>
        (Codec)typeof(Declared<>).MakeGenericType(type).GetField(nameof(Declared<object>.Codec))!.GetValue(null)!;

    public static CodecNotFoundException NotFound(Type type) => new($"Could not find a codec for type {type}.");

    public static Codec<T> MakeDeclared<T>()
    {
        Type type = typeof(T);
        if (typeof(IAddressable).IsAssignableFrom(type))
            return new AddressableCodec<T>();
        if (!IsExact(type))
            return new PolymorphicCodec<T>();
        return TryGet(type) as Codec<T> ?? new MissingCodec<T>();
    }

    // Arrays of classes are sealed and yet may be of a derived type.
    private static bool IsExact(Type type) =>
        type.IsArray
            ? type.GetElementType() is { } element && (element.IsValueType || (element.IsSealed && !element.IsArray))
            : type.IsSealed || type == typeof(Type);

    private static Codec? Create(Type type)
    {
        if (ScalarCodecs.Find(type) is { } scalar)
            return scalar;
        if (type.IsEnum)
            return Make(typeof(EnumCodec<>), type);
        if (typeof(Type).IsAssignableFrom(type))
            return ScalarCodecs.Find(typeof(Type));
        if (typeof(IRequest).IsAssignableFrom(type))
            return CreateRequest(type);
        if (typeof(IAddressable).IsAssignableFrom(type))
            return new AddressableCodec<GrainReference>();
        if (type.IsArray)
            return CreateArray(type);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Make(typeof(NullableCodec<>), underlying);
        if (typeof(Exception).IsAssignableFrom(type))
            return ExceptionCodec.IsAllowed(type) ? Make(typeof(ExceptionCodec<>), type) : null;
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false))
            return CreateMarked(type);
        return KnownCollections.IsStructure(type) ? CreateMembers(type) : CollectionCodecs.Find(type);
    }

    private static Codec? CreateMarked(Type type) =>
        ApplicationParts.HasGeneratedCode(type.Assembly) && !type.ContainsGenericParameters ? CreateMembers(type) : null;

    private static Codec CreateMembers(Type type) => Make(type.IsValueType ? typeof(StructCodec<>) : typeof(ObjectCodec<>), type);

    private static Codec? CreateRequest(Type type) =>
        type.IsConstructedGenericType
        && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(GrainEnumerableRequest<>) || definition == typeof(IAsyncEnumerableRequest<>))
            ? Make(typeof(EnumerableRequestCodec<>), type.GetGenericArguments()[0])
            : null;

    private static Codec CreateArray(Type type) =>
        type.IsSZArray ? Make(typeof(ArrayCodec<>), type.GetElementType()!) : Make(typeof(ArrayOfRankCodec<>), type);

    private static Codec Make(Type definition, Type argument) => Make(definition, [argument]);

    private static Codec Make(Type definition, Type[] arguments, params object[] values) =>
        (Codec)Activator.CreateInstance(definition.MakeGenericType(arguments), values)!;
}
