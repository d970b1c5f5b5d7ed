using RagCluster.Silo.Settings;

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
            .MinBy(name => Slips(letters, Letters(name)))!;
        return guard is not null || Slips(letters, Letters(nearest)) <= letters.Length / LettersPerSlip ? nearest : null;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // How many letters were left out, put in, exchanged or swapped with their neighbour: the distance of Damerau and Levenshtein with no
    // place changed twice (optimal string alignment).
    private static int Slips(string from, string to)
    {
        int[,] slips = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                slips[i, j] =
                    Math.Min(i, j) == 0
                        ? Math.Max(i, j)
                        : Math.Min(
                            Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1,
                            slips[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)
                        );
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }

        return slips[from.Length, to.Length];
    }
}
