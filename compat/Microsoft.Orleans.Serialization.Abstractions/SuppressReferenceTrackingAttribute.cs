namespace Orleans;

/// <summary>Says that instances never occur twice in one object graph.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SuppressReferenceTrackingAttribute : Attribute;
