using RagCluster.Silo.Settings;
using RagCluster.Text.Words;

namespace RagCluster.Silo.Hosting;

/// <summary>Which setting a name that is none was meant to be.</summary>
internal static class SettingNames
{
    // One slip in a short name, two in one like "Auth:Required"; what differs in more was meant to be something else.
    private const int LettersPerSlip = 6;

    private static readonly string[] All =
    [
        .. SettingSections.Names.Concat(SecretFiles.Settings.Select(setting => setting + SecretFiles.Suffix)),
    ];

    /// <summary>
    /// The setting that a name reads like, whatever stands between its words; in a section that guards something the nearest there, however
    /// far it is. Null where there is none.
    /// </summary>
    /// <param name="key">The name with colons.</param>
    internal static string? Nearest(string key)
    {
        string letters = Letters(key);
        string? guard = SettingSections.GuardOf(key);
        string nearest = All.Where(name => guard is null || SettingSections.IsIn(guard, name))
            .MinBy(name => EditDistance.Between(letters, Letters(name)))!;
        return guard is not null || EditDistance.Between(letters, Letters(nearest)) <= letters.Length / LettersPerSlip ? nearest : null;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
