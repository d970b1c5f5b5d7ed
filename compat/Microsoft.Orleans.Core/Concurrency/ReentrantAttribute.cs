namespace Orleans.Concurrency;

/// <summary>Calls to this class interleave at every await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
