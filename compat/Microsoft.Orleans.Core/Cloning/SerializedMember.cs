using System.Reflection;

namespace Orleans.Serialization.Cloning;

/// <summary>One numbered member: a field, or a property without one.</summary>
internal sealed record SerializedMember(uint Id, string Name, Type Type, bool IsImmutable)
{
    public FieldInfo? Field { get; init; }

    public MethodInfo? Getter { get; init; }

    public MethodInfo? Setter { get; init; }
}
