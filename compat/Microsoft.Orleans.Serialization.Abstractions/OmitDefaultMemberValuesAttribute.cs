namespace Orleans;

/// <summary>Leaves members with default values out of the wire form.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OmitDefaultMemberValuesAttribute : Attribute;
