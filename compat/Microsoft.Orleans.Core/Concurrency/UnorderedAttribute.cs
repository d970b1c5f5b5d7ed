namespace Orleans.Concurrency;

/// <summary>Has no effect, as officially.</summary>
[AttributeUsage(AttributeTargets.Interface)]
[Obsolete("Message ordering is not guaranteed regardless of whether this attribute is used. This attribute has no effect.")]
internal sealed class UnorderedAttribute : Attribute;
