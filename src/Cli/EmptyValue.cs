using System.CommandLine;
using System.CommandLine.Parsing;

namespace RagCluster.Cli;

/// <summary>Values without a character, such as a script passes whose variable is not set: they name nothing.</summary>
internal static class EmptyValue
{
    // Here an empty value means something: the default prompt, no groups, no key.
    private static readonly string[] Allowed = ["--to", "--groups", "--api-key"];

    /// <summary>One sentence for each.</summary>
    internal static IEnumerable<string> Faults(ParseResult parse) =>
        parse
            .CommandResult.Children.Where(given => given.Tokens.Any(token => token.Value.Length == 0))
            .Select(given =>
                given switch
                {
                    OptionResult { Option.Name: var name } when !Allowed.Contains(name) => Fault(name),
                    ArgumentResult argument => $"<{argument.Argument.Name}> is empty.",
                    _ => "",
                }
            )
            .Where(fault => fault.Length > 0);

    /// <summary>The sentence for an option.</summary>
    internal static string Fault(string option) => $"{option} is empty: give it a value, or leave it out.";
}
