namespace Orleans;

/// <summary>Generates serializers here for the marked types of an assembly that does not run the generator itself.</summary>
/// <param name="type">Any type of that assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GenerateCodeForDeclaringAssemblyAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
