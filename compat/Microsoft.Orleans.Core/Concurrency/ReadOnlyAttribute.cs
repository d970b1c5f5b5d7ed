namespace Orleans.Concurrency;

/// <summary>The method changes nothing: calls of such methods interleave with each other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
