namespace Orleans;

/// <summary>References and keys of grains.</summary>
public static class GrainExtensions
{
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)AsReference(grain, typeof(TGrainInterface));

    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        GrainReference reference = grain.AsReference();
        return interfaceType.IsInstanceOfType(reference) ? reference : reference.Shared.References.Create(reference.GrainId, interfaceType);
    }

    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    public static GrainId GetGrainId(this IAddressable grain)
    {
        GrainId id = grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase { GrainContext: { } context } => context.GrainId,
            null => throw new ArgumentNullException(nameof(grain)),
            IGrainBase => default,
            _ => throw Unexpected(grain),
        };
        return id.IsDefault ? throw HalfBaked() : id;
    }

    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => grain.GetGrainId().TryGetIntegerKey(out _, out _);

    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt)
    {
        GrainId id = grain.GetGrainId();
        return id.TryGetIntegerKey(out long key, out keyExt)
            ? key
            : throw new InvalidOperationException($"Unable to extract integer key from grain id {id}");
    }

    public static long GetPrimaryKeyLong(this IAddressable grain) => grain.GetPrimaryKeyLong(out _);

    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt)
    {
        GrainId id = grain.GetGrainId();
        if (id.TryGetGuidKey(out Guid key, out keyExt))
            return key;
        if (!id.TryGetIntegerKey(out long number, out keyExt))
            throw new InvalidOperationException($"Unable to extract GUID key from grain id {id}");
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BitConverter.TryWriteBytes(bytes[8..], number);
        return new Guid(bytes);
    }

    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetPrimaryKey(out _);

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    internal static GrainReference AsReference(this IAddressable grain) =>
        grain switch
        {
            GrainReference reference => reference,
            IGrainBase { GrainContext.GrainReference: { } reference } => reference,
            null => throw new ArgumentNullException(nameof(grain)),
            IGrainBase => throw HalfBaked(),
            _ => throw Unexpected(grain),
        };

    private static ArgumentException HalfBaked() =>
        new(
            "Passing a half baked grain as an argument. It is possible that you instantiated a grain class explicitly, as a "
                + "regular object and"
                + " not via Orleans runtime or via proper test mocking",
            "grain"
        );

    private static ArgumentException Unexpected(IAddressable grain) =>
        new($"GetGrainId has been called on an unexpected type: {grain.GetType().FullName}.", nameof(grain));
}
