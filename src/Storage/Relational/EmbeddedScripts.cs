using System.Reflection;

namespace RagCluster.Storage.Relational;

/// <summary>The SQL scripts inside this assembly.</summary>
internal static class EmbeddedScripts
{
    /// <summary>Scripts by name.</summary>
    /// <param name="prefix">What their names begin with.</param>
    public static IReadOnlyList<string> Read(string prefix)
    {
        Assembly assembly = typeof(EmbeddedScripts).Assembly;
        List<string> scripts = [];
        foreach (
            string name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            scripts.Add(reader.ReadToEnd());
        }

        return scripts;
    }
}
