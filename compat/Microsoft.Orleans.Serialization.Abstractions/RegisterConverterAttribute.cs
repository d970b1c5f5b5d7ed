namespace Orleans;

/// <summary>Registers an <see cref="IConverter{TValue,TSurrogate}"/>, which makes a foreign type serializable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RegisterConverterAttribute : Attribute;
