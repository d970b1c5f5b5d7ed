using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Cloning;

/// <summary>For exceptions: shared within the process; elsewhere the type, the message, the trace and the marked members arrive.</summary>
/// <param name="members">Copies the members marked with [Id]; null where there are none.</param>
internal sealed class ExceptionCopier(MemberCopier? members) : TypeCopier
{
    private static readonly string[] Namespaces = ["System", "Microsoft", "Azure"];
    private static readonly FieldInfo MessageField = Field("_message");
    private static readonly FieldInfo InnerField = Field("_innerException");

    public override bool IsShallow(CopyMode mode) => mode == CopyMode.Local;

    public override object Copy(object value, CopyContext context)
    {
        if (context.Mode == CopyMode.Local)
            return value;
        if (members is null && !IsOfFramework(value.GetType()))
            throw new CodecNotFoundException($"Could not find a codec for type {value.GetType()}.");
        if (context.TryGetCopy(value, out object? known))
            return known;
        Exception source = (Exception)value;
        Exception copy = (Exception)RuntimeHelpers.GetUninitializedObject(value.GetType());
        context.Record(value, copy);
        MessageField.SetValue(copy, source.Message);
        InnerField.SetValue(copy, context.Copy(source.InnerException));
        copy.HResult = source.HResult;
        members?.CopyMembers(source, copy, context);
        if (source is AggregateException && InnersField is { } inners)
            inners.SetValue(copy, ((Exception[])inners.GetValue(source)!).Select(context.Copy).ToArray());
        foreach (System.Collections.DictionaryEntry entry in source.Data)
            copy.Data[context.Copy(entry.Key)] = context.Copy(entry.Value);
        if (source.StackTrace is { } trace)
            ExceptionDispatchInfo.SetRemoteStackTrace(copy, trace);
        return copy;
    }

    // The namespaces whose exceptions the official serializer writes unmarked.
    private static bool IsOfFramework(Type type) =>
        type == typeof(Exception)
        || (type.Namespace is { } name && Array.Exists(Namespaces, n => name.StartsWith(n, StringComparison.Ordinal)));

    private static FieldInfo? InnersField { get; } =
        typeof(AggregateException).GetField("_innerExceptions", BindingFlags.Instance | BindingFlags.NonPublic);

    private static FieldInfo Field(string name) =>
        typeof(Exception).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(nameof(Exception), name);
}
