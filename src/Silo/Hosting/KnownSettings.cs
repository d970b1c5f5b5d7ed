using RagCluster.Silo.Settings;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// Which settings there are, so that a name in the environment that is none of them is told: whoever writes <c>RAG__Auth__Requried=true</c>
/// must not believe that it holds. It is no reason not to start, since a release that is rolled back finds the settings of a later one.
/// </summary>
internal static partial class KnownSettings
{
    private const string Prefix = "RAG__";

    /// <summary>Writes a line for each name in the environment that looks like a setting and is none.</summary>
    /// <param name="log">Where to.</param>
    internal static void WarnOfUnknown(ILogger log)
    {
        IEnumerable<string> names = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            string key = name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            if (!IsKnown(key) && !SecretFiles.IsFileOf(key))
                LogUnknown(log, name, Choice(key));
        }
    }

    private static bool IsKnown(string key) =>
        SettingSections.Singles.Contains(key, StringComparer.OrdinalIgnoreCase)
        || SettingSections.Open.Any(section => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
        || SettingSections.TypeOf(key) is not null;

    private static string Choice(string key)
    {
        string[] parts = key.Split(':');
        for (int length = parts.Length - 1; length > 0; length--)
        {
            string section = string.Join(':', parts[..length]);
            if (SettingSections.Bound.Contains(section))
            {
                string[] members =
                [
                    .. SettingSections
                        .Bound[section]
                        .SelectMany(SettingSections.Settable)
                        .Select(property => property.Name)
                        .Order(StringComparer.Ordinal),
                ];
                return $"section {section} has {string.Join(", ", members)}";
            }
        }

        string[] sections =
        [
            .. SettingSections.Bound.Select(one => one.Key.Replace(":", "__", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
        return $"the sections are {string.Join(", ", sections)}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is no setting of this server and changes nothing: {Choice}")]
    private static partial void LogUnknown(ILogger log, string name, string choice);
}
