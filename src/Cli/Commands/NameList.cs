using System.CommandLine;

namespace RagCluster.Cli.Commands;

/// <summary>Options that take several names, with commas or one after the other.</summary>
internal static class NameList
{
    /// <summary>An option; empty when it is left out.</summary>
    internal static Option<string[]> Option(string name, string description) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => [],
            CustomParser = parsed => [.. parsed.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
        };
}
