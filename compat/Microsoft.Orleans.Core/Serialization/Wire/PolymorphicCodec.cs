namespace Orleans.Serialization.Wire;

/// <summary>For what is declared as a class that may have derived ones, or as an interface.</summary>
internal sealed class PolymorphicCodec<T> : Codec<T>
{
    private Entry? _last;
    private Codec? _exact;

    public override void Write(WireWriter writer, uint id, T value)
    {
        if (value is null)
        {
            writer.WriteNull(id);
            return;
        }

        object item = value;
        Codec codec = CodecOf(ref item);
        if (codec.IsTracked && writer.TryWriteReference(id, item))
            return;
        if (codec.WireName != typeof(T) || typeof(T) == typeof(object))
            writer.WriteTypeMark(codec.WireName);
        codec.WriteObject(writer, id, item);
    }

    public override T Read(WireReader reader, in WireTag tag)
    {
        object? value;
        if (tag.Wire == WireType.Reference)
        {
            value = reader.ReadReference(tag, this);
        }
        else if (tag.TypePlace > 0)
        {
            value = ReadNamed(reader, tag);
        }
        else
        {
            _exact ??= IsNeverExact ? throw Unnamed() : CodecTable.TryGet(typeof(T)) ?? throw Unnamed();
            value = _exact.ReadObject(reader, tag);
        }

        return value switch
        {
            null => default!,
            T same => same,
            _ => throw new SerializerException($"{value.GetType()} stands where {typeof(T)} is expected."),
        };
    }

    private static bool IsNeverExact => typeof(T) == typeof(object) || typeof(T) is { IsAbstract: true, IsInterface: false };

    private static object? ReadNamed(WireReader reader, in WireTag tag)
    {
        Type type;
        try
        {
            type = reader.TypeOf(tag);
        }
        catch (UnknownTypeException unknown) when (typeof(T) == typeof(Exception))
        {
            UnavailableExceptionFallbackException fallback = (UnavailableExceptionFallbackException)
                CodecTable.Get(typeof(UnavailableExceptionFallbackException)).ReadObject(reader, tag)!;
            fallback.ExceptionType = unknown.Name;
            return fallback;
        }

        // What cannot be stored here is not even made.
        if (!typeof(T).IsAssignableFrom(type) && !typeof(IAddressable).IsAssignableFrom(type))
            throw new SerializerException($"{type} stands where {typeof(T)} is expected.");
        return CodecTable.Get(type).ReadObject(reader, tag);
    }

    private static SerializerException Unnamed() => new($"A value stands where {typeof(T)} is expected without the name of its type.");

    private Codec CodecOf(ref object value)
    {
        Type type = value.GetType();
        if (_last is { } last && last.Type == type)
            return last.Codec;
        if (CodecTable.TryGet(type) is not { } codec)
        {
            value = Fallbacks.Convert(typeof(T), value);
            return CodecTable.Get(value.GetType());
        }

        _last = new Entry(type, codec);
        return codec;
    }

    private sealed record Entry(Type Type, Codec Codec);
}
