namespace Orleans;

/// <summary>Numbers a serialized member within its type.</summary>
/// <param name="id">The number.</param>
[AttributeUsage(
    AttributeTargets.Field
        | AttributeTargets.Property
        | AttributeTargets.Parameter
        | AttributeTargets.Class
        | AttributeTargets.Struct
        | AttributeTargets.Enum
        | AttributeTargets.Method
)]
public sealed class IdAttribute(uint id) : Attribute
{
    public uint Id { get; } = id;
}
