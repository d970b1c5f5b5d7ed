using System.Reflection;

namespace Orleans.Runtime;

/// <summary>How grain classes and interfaces are named.</summary>
internal static class GrainNames
{
    private const string Suffix = "grain";

    public static GrainInterfaceType OfInterface(Type type)
    {
        if (type.GetCustomAttribute<GrainInterfaceTypeAttribute>() is { } attribute)
            return attribute.GetGrainInterfaceType(null!, type);
        return GrainInterfaceType.Create(type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName ?? type.Name);
    }

    public static GrainType OfClass(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } attribute)
            return attribute.GrainType;
        string name = type.Name.ToLowerInvariant();
        return GrainType.Create(
            name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name
        );
    }
}
