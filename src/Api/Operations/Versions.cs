using System.Reflection;

namespace RagCluster.Api.Operations;

/// <summary>What runs here, as the loaded assemblies say of themselves.</summary>
internal static class Versions
{
    private const string Vendor = "Microsoft ";

    /// <summary>The version of this product.</summary>
    internal static string Product { get; } = Of(typeof(Versions).Assembly);

    /// <summary>What runs the grains and in which version, for example <c>Orleans 10.4.2</c>.</summary>
    internal static string Engine { get; } = $"{NameOf(typeof(Grain).Assembly)} {Of(typeof(Grain).Assembly)}";

    private static string NameOf(Assembly assembly)
    {
        string product = assembly.GetCustomAttribute<AssemblyProductAttribute>()?.Product ?? assembly.GetName().Name!;
        return product.StartsWith(Vendor, StringComparison.Ordinal) ? product[Vendor.Length..] : product;
    }

    // What follows a plus sign, or with Orleans a stop ("10.4.2. Commit Hash: …"), names the commit of the build.
    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', ' ')[0].TrimEnd('.')
        ?? assembly.GetName().Version?.ToString(3)
        ?? "0.0.0";
}
