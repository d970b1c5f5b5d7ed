using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace RagCluster.Cli.Commands;

/// <summary>Options that are a whole number within bounds.</summary>
internal static class WholeNumber
{
    /// <summary>Refuses what is no number, and a number beyond the bounds, with one sentence that names them.</summary>
    /// <param name="option">The option.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest.</param>
    internal static void Within(Option<int> option, int least, int most) =>
        option.CustomParser = result => Parse(result, option.Name, least, most);

    /// <summary>The same for an option without a default.</summary>
    internal static void Within(Option<int?> option, int least, int most) =>
        option.CustomParser = result => Parse(result, option.Name, least, most);

    private static int Parse(ArgumentResult result, string name, int least, int most)
    {
        string text = result.Tokens[0].Value;
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= least
            && value <= most
        )
            return value;
        result.AddError($"{name} is '{text}': give a whole number between {least} and {most}.");
        return least;
    }
}
