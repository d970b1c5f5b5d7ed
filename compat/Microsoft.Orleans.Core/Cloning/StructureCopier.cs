using System.Reflection;

namespace Orleans.Serialization.Cloning;

/// <summary>For tuples, pairs and nullable values: made again through their constructor from copied parts.</summary>
internal sealed class StructureCopier : TypeCopier
{
    private readonly bool _isShallow;
    private readonly ConstructorInfo _constructor;
    private readonly Func<object, object?>[] _parts;

    public StructureCopier(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        _isShallow = Array.TrueForAll(arguments, CopierTable.IsAlwaysShallow);
        _constructor = type.GetConstructor(arguments) ?? throw new MissingMethodException(type.FullName, ".ctor");
        IEnumerable<string> names = type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
            ? ["Key", "Value"]
            : Enumerable.Range(1, arguments.Length).Select(i => i == 8 ? "Rest" : $"Item{i}");
        _parts = [.. names.Select(n => Reader(type, n))];
    }

    public override bool IsShallow(CopyMode mode) => _isShallow;

    public override object Copy(object value, CopyContext context) =>
        _isShallow ? value : _constructor.Invoke([.. _parts.Select(read => context.Copy(read(value)))]);

    private static Func<object, object?> Reader(Type type, string name) =>
        type.GetField(name) is { } field ? field.GetValue : type.GetProperty(name)!.GetValue;
}
