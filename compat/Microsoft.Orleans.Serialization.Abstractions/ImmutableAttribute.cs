namespace Orleans;

/// <summary>Promises that a value never changes, so that it need not be copied within a process.</summary>
[AttributeUsage(
    AttributeTargets.Class
        | AttributeTargets.Struct
        | AttributeTargets.Field
        | AttributeTargets.Property
        | AttributeTargets.Parameter
        | AttributeTargets.ReturnValue,
    Inherited = false
)]
public sealed class ImmutableAttribute : Attribute;
