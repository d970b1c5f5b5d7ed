namespace Orleans.Concurrency;

/// <summary>The caller does not wait and learns of no error.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
