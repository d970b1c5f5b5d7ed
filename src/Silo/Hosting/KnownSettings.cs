using RagCluster.Silo.Settings;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// Which settings there are, so that a name that is none of them does not pass: whoever writes <c>RAG__Auth__Requierd=true</c> or
/// <c>RAG_AUTH_REQUIRED=true</c> must not get a server that lets everybody in. Of a name that guards nothing there is a line in the log
/// only, since a release that is rolled back finds the settings of a later one.
/// </summary>
internal static partial class KnownSettings
{
    private const string Prefix = "RAG__";
    private const string LonePrefix = "RAG_";

    /// <summary>Refuses names that are no settings where those that were meant guard something.</summary>
    /// <param name="configuration">What was set, wherever.</param>
    /// <exception cref="ArgumentException">There is one; the message names it and the setting that is nearest to it.</exception>
    internal static void RefuseMisspeltGuards(this IConfiguration configuration)
    {
        // The host reads the environment too, without the prefix: those are the variables again.
        IEnumerable<(string Name, string Key)> elsewhere = configuration
            .AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key.Contains(':', StringComparison.Ordinal))
            .Where(pair => !SettingSections.IsIn("RAG", pair.Key))
            .Select(pair => (pair.Key, pair.Key));
        foreach ((string name, string key) in UnknownVariables().Concat(elsewhere.Where(pair => !IsKnown(pair.Key))))
        {
            if (SettingNames.Nearest(key) is { } nearest && SettingSections.GuardOf(nearest) is not null)
                throw new ArgumentException(
                    $"{name} is no setting of this server; the nearest is {Variable(nearest)}. What guards the server is not passed over: "
                        + "write it so, or leave it out."
                );
        }
    }

    /// <summary>Writes a line for each name in the environment that looks like a setting and is none.</summary>
    /// <param name="log">Where to.</param>
    internal static void WarnOfUnknown(ILogger log)
    {
        foreach ((string name, string key) in UnknownVariables())
        {
            if (SettingNames.Nearest(key) is { } nearest)
                LogUnknown(log, name, $"the nearest is {Variable(nearest)}");
            else if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                LogUnknown(log, name, Choice(key));
        }
    }

    private static IEnumerable<(string Name, string Key)> UnknownVariables() =>
        Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name => name.StartsWith(LonePrefix, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Key: KeyOf(name)))
            .Where(variable => !IsKnown(variable.Key));

    // The underscore of a name that has it once stays: no setting is written so, and "RAG_URLS" is not "Urls".
    private static string KeyOf(string variable) =>
        variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? variable[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)
            : variable[(LonePrefix.Length - 1)..];

    private static string Variable(string key) => Prefix + key.Replace(":", "__", StringComparison.Ordinal);

    private static bool IsKnown(string key) =>
        SettingSections.Singles.Contains(key, StringComparer.OrdinalIgnoreCase)
        || SettingSections.Open.Any(section => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
        || SettingSections.TypeOf(key) is not null
        || SecretFiles.IsFileOf(key);

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
