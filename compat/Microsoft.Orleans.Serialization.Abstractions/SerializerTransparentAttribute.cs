namespace Orleans;

/// <summary>Marks a base class without serialized members of its own.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SerializerTransparentAttribute : Attribute;
