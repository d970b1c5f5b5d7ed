namespace Orleans;

/// <summary>Activations of this class are never idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class KeepAliveAttribute : Attribute;
