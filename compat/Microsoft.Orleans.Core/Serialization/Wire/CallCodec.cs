namespace Orleans.Serialization.Wire;

/// <summary>
/// Writes and reads which method is called and with what. Arguments that are missing are default values, too many are passed over.
/// </summary>
internal static class CallCodec
{
    private const uint Interface = 0;
    private const uint Method = 1;
    private const uint TypeArguments = 2;
    private const uint Cancellable = 3;
    private const uint FirstArgument = 4;
    private static readonly object NoToken = default(CancellationToken);

    /// <summary>Writes the fields and the end; the tag is the caller's.</summary>
    public static void Write(WireWriter writer, GrainRequest request)
    {
        GrainMethod method = request.Method;
        writer.WriteTag(Interface, WireType.Bytes);
        writer.WriteText(method.InterfaceNameUtf8);
        writer.WriteTag(Method, WireType.Fixed32);
        writer.WriteFixed32(method.WireId);
        if (method.Method.IsGenericMethod)
            Elements<Type>.Write(writer, TypeArguments, method.Method.GetGenericArguments());
        if (request.GetCancellationToken().CanBeCanceled)
        {
            writer.WriteTag(Cancellable, WireType.VarInt);
            writer.WriteByte(1);
        }

        GrainParameter[] parameters = method.Parameters;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i != method.CancellationIndex)
                parameters[i].Codec.WriteAny(writer, FirstArgument + (uint)i, request.GetArgument(i));
        }

        writer.WriteMark(WireMark.End);
    }

    /// <summary>Reads the fields up to the end.</summary>
    public static GrainRequest Read(WireReader reader)
    {
        GrainReferenceFactory references =
            reader.References ?? throw new SerializerException("A call stands where there is no host for it.");
        Type? type = null;
        GrainMethod? method = null;
        object?[]? arguments = null;
        bool isCancellable = false;
        for (WireTag field = reader.ReadTag(); !field.IsEnd; field = reader.ReadTag())
        {
            if (field is { Id: Interface, Wire: WireType.Bytes })
                type = references.InterfaceOf(new GrainInterfaceType(SpanCache.Intern(reader.ReadBytes())));
            else if (field is { Id: Method, Wire: WireType.Fixed32 })
                method = GrainMethodTable.Find(type ?? throw Incomplete(), reader.ReadFixed32());
            else if (field is { Id: TypeArguments, Wire: WireType.Object })
                method = Close(method ?? throw Incomplete(), Elements<Type>.Read(reader, field));
            else if (field is { Id: Cancellable, Wire: WireType.VarInt })
                isCancellable = reader.ReadVarUInt() != 0;
            else if (field.IsEndBase)
                continue;
            else if (field.Id < FirstArgument || method is null)
                reader.Skip(field);
            else
                ReadArgument(reader, field, method, arguments ??= Empty(method));
        }

        if (method is null || method.Method.ContainsGenericParameters)
            throw Incomplete();
        GrainRequest request = new(method, arguments ?? Empty(method));
        if (isCancellable)
            request.AttachCancellation();
        return request;
    }

    private static void ReadArgument(WireReader reader, in WireTag field, GrainMethod method, object?[] arguments)
    {
        uint index = field.Id - FirstArgument;
        if (index >= arguments.Length || index == method.CancellationIndex)
            reader.Skip(field);
        else
            arguments[index] = method.Parameters[index].Codec.ReadObject(reader, field);
    }

    private static object?[] Empty(GrainMethod method)
    {
        if (method.Method.ContainsGenericParameters)
            throw Incomplete();
        if (method.Parameters.Length == 0)
            return [];
        object?[] arguments = new object?[method.Parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = i == method.CancellationIndex ? NoToken : method.Parameters[i].Default;
        return arguments;
    }

    private static GrainMethod Close(GrainMethod method, Type[] arguments)
    {
        if (
            !method.Method.IsGenericMethodDefinition
            || method.Method.GetGenericArguments().Length != arguments.Length
            || arguments.Contains(null)
        )
            throw new SerializerException($"{method.Method} does not have {arguments.Length} type arguments.");
        try
        {
            return method.Close(arguments);
        }
        catch (ArgumentException exception)
        {
            throw new SerializerException($"The type arguments do not fit {method.Method}.", exception);
        }
    }

    private static SerializerException Incomplete() => new("A call does not say what is called.");
}
