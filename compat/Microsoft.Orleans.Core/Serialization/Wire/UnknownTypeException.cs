namespace Orleans.Serialization.Wire;

/// <summary>A message names a type that this process does not have.</summary>
/// <param name="name">The name.</param>
internal sealed class UnknownTypeException(string name) : SerializerException($"No type of this process is named \"{name}\".")
{
    public string Name { get; } = name;
}
