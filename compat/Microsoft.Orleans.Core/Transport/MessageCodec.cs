using Orleans.CodeGeneration;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>Calls and answers as frames.</summary>
internal static class MessageCodec
{
    private const ulong OneWay = 1;
    private const ulong Placement = 2;
    private const int ContextEntriesMax = 1000;

    private enum Outcome : byte
    {
        Completed,
        Result,
        Exception,
    }

    public static void WriteRequest(WireWriter writer, long correlation, Message message, TimeProvider time)
    {
        if (message.Request is not GrainRequest request)
            throw new NotSupportedException($"{message} cannot be sent to another process.");
        writer.WriteByte((byte)FrameKind.Request);
        writer.WriteVarUInt((ulong)correlation);
        writer.WriteVarUInt((message.IsOneWay ? OneWay : 0) | (message.IsPlacement ? Placement : 0));
        writer.WriteVarUInt((ulong)message.Options);
        writer.WriteVarUInt(RemainingMilliseconds(message, time));
        writer.WriteVarUInt((ulong)message.ForwardCount);
        WriteGrain(writer, message.TargetGrain);
        WriteGrain(writer, message.SendingGrain);
        writer.WriteText(message.InterfaceType.Value.AsSpan());
        WriteContext(writer, message.RequestContext);
        CallCodec.Write(writer, request);
    }

    /// <summary>Reads what follows the correlation; the target of the answer is made only where one is wanted.</summary>
    public static Message ReadRequest(WireReader reader, TimeProvider time, Func<IReplyTarget> replyTo)
    {
        ulong flags = reader.ReadVarUInt();
        InvokeMethodOptions options = (InvokeMethodOptions)reader.ReadVarUInt32();
        ulong remaining = reader.ReadVarUInt();
        int forwards = (int)Math.Min(reader.ReadVarUInt(), int.MaxValue);
        (GrainId target, GrainId sender) = (ReadGrain(reader), ReadGrain(reader));
        GrainInterfaceType type = new(SpanCache.Intern(reader.ReadBytes()));
        Dictionary<string, object>? context = ReadContext(reader);
        return new Message
        {
            TargetGrain = target,
            SendingGrain = sender,
            InterfaceType = type,
            Options = options,
            RequestContext = context,
            Request = CallCodec.Read(reader),
            ReplyTo = (flags & OneWay) != 0 ? null : replyTo(),
            Mode = CopyMode.Serialized,
            ExpiresAt = remaining == 0 ? 0 : time.GetTimestamp() + ToTicks(remaining, time),
            ForwardCount = forwards,
            IsPlacement = (flags & Placement) != 0,
        };
    }

    public static void WriteResponse(WireWriter writer, long correlation, Response response)
    {
        writer.WriteByte((byte)FrameKind.Response);
        writer.WriteVarUInt((ulong)correlation);
        writer.WriteByte(
            (byte)(
                response switch
                {
                    CompletedResponse => Outcome.Completed,
                    ExceptionResponse => Outcome.Exception,
                    _ => Outcome.Result,
                }
            )
        );
        response.Write(writer, 0);
    }

    /// <summary>Reads what follows the correlation.</summary>
    public static Response ReadResponse(WireReader reader, GrainMethod method)
    {
        switch ((Outcome)reader.ReadByte())
        {
            case Outcome.Completed:
                return Response.Completed;
            case Outcome.Result:
                return method.ResponseReader.Read(reader, Value(reader));
            case Outcome.Exception:
                return Response.FromException(
                    Declared<Exception?>.Codec.Read(reader, Value(reader)) ?? throw new SerializerException("An error is missing.")
                );
            default:
                throw new SerializerException("The outcome of a call is not known.");
        }
    }

    private static WireTag Value(WireReader reader) =>
        reader.ReadTag() is { Wire: not WireType.Extended } tag ? tag : throw new SerializerException("The result of a call is missing.");

    private static void WriteGrain(WireWriter writer, GrainId id)
    {
        writer.WriteText(id.Type.AsSpan());
        writer.WriteText(id.Key.AsSpan());
    }

    private static GrainId ReadGrain(WireReader reader)
    {
        IdSpan type = SpanCache.Intern(reader.ReadBytes());
        return new GrainId(new GrainType(type), ScalarCodecs.ReadSpan(reader));
    }

    private static void WriteContext(WireWriter writer, Dictionary<string, object>? context)
    {
        writer.WriteVarUInt((ulong)(context?.Count ?? 0));
        if (context is null)
            return;
        foreach ((string? key, object? value) in context)
        {
            writer.WriteText(key);
            Declared<object>.Codec.Write(writer, 0, value);
        }
    }

    private static Dictionary<string, object>? ReadContext(WireReader reader)
    {
        int count = reader.ReadCount();
        if (count == 0)
            return null;
        if (count > ContextEntriesMax)
            throw new SerializerException($"A request context of {count} entries is too large; the limit is {ContextEntriesMax}.");
        Dictionary<string, object> context = new(count);
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadText();
            context[key] = Declared<object>.Codec.Read(reader, Value(reader));
        }

        return context;
    }

    // What is left of the caller's patience: the clocks of two machines do not agree.
    private static ulong RemainingMilliseconds(Message message, TimeProvider time)
    {
        if (message.ExpiresAt == 0)
            return 0;
        double left = time.GetElapsedTime(time.GetTimestamp(), message.ExpiresAt).TotalMilliseconds;
        return (ulong)Math.Max(1, Math.Ceiling(left));
    }

    private static long ToTicks(ulong milliseconds, TimeProvider time) =>
        (long)(Math.Min(milliseconds, int.MaxValue) / 1000.0 * time.TimestampFrequency);
}
