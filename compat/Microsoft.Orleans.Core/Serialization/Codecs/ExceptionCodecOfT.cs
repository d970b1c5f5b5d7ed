using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Wire;

/// <summary>For exceptions: the message, the trace, what is within, and the members that are marked.</summary>
internal sealed class ExceptionCodec<T> : ClassCodec<T>
    where T : Exception
{
    private static readonly FieldInfo MessageField = Field(typeof(Exception), "_message");
    private static readonly FieldInfo InnerField = Field(typeof(Exception), "_innerException");
    private static readonly FieldInfo InnersField = Field(typeof(AggregateException), "_innerExceptions");

    private readonly Lazy<FieldTable<T>?> _members = new(() =>
        typeof(T).IsDefined(typeof(GenerateSerializerAttribute), false) ? new FieldTable<T>(SerializedMembers.Levels(typeof(T))) : null
    );

    public override void WriteContent(WireWriter writer, uint id, T value)
    {
        WireWriter.CheckDepth();
        writer.WriteTag(id, WireType.Object);
        Declared<string?>.Codec.Write(writer, 0, value.Message);
        Declared<string?>.Codec.Write(writer, 1, value.StackTrace);
        Declared<Exception?>.Codec.Write(writer, 2, value.InnerException);
        Declared<int>.Codec.Write(writer, 3, value.HResult);
        if (value.Data.Count > 0)
            Declared<Dictionary<object, object?>>.Codec.Write(writer, 4, DataOf(value));
        if (value is AggregateException aggregate)
            Declared<Exception[]>.Codec.Write(writer, 5, [.. aggregate.InnerExceptions]);
        if (_members.Value is { } members)
        {
            writer.WriteTag(6, WireType.Object);
            members.Write(writer, ref value);
        }

        writer.WriteMark(WireMark.End);
    }

    public override T ReadContent(WireReader reader, in WireTag tag)
    {
        tag.Expect(WireType.Object, typeof(T));
        WireWriter.CheckDepth();
        T value = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        reader.Record(tag, value);
        if (value is AggregateException)
            InnersField.SetValue(value, Array.Empty<Exception>());
        for (WireTag field = reader.ReadTag(); !field.IsEnd; field = reader.ReadTag())
        {
            if (field.IsEndBase)
                continue;
            ReadField(reader, field, ref value);
        }

        return value;
    }

    private void ReadField(WireReader reader, in WireTag field, ref T value)
    {
        switch (field.Id)
        {
            case 0:
                MessageField.SetValue(value, Declared<string?>.Codec.Read(reader, field));
                return;
            case 1:
                if (Declared<string?>.Codec.Read(reader, field) is { } trace)
                    ExceptionDispatchInfo.SetRemoteStackTrace(value, trace);
                return;
            case 2:
                InnerField.SetValue(value, Declared<Exception?>.Codec.Read(reader, field));
                return;
            case 3:
                value.HResult = Declared<int>.Codec.Read(reader, field);
                return;
            case 4:
                foreach ((object? key, object? item) in Declared<Dictionary<object, object?>>.Codec.Read(reader, field) ?? [])
                    value.Data[key] = item;
                return;
            case 5 when value is AggregateException:
                InnersField.SetValue(value, Declared<Exception[]>.Codec.Read(reader, field) ?? []);
                return;
            case 6 when _members.Value is { } members && field.Wire == WireType.Object:
                members.Read(reader, ref value);
                return;
            default:
                reader.Skip(field);
                return;
        }
    }

    private static Dictionary<object, object?> DataOf(Exception exception)
    {
        Dictionary<object, object?> data = new();
        foreach (DictionaryEntry entry in exception.Data)
            data[entry.Key] = entry.Value;
        return data;
    }

    private static FieldInfo Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new MissingFieldException(type.Name, name);
}
