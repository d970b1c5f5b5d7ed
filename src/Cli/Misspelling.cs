using System.CommandLine;
using System.CommandLine.Parsing;

namespace RagCluster.Cli;

/// <summary>What is wrong with a command line, with the command or option that was probably meant.</summary>
internal static class Misspelling
{
    // Two letters wrong, missing, too many or exchanged.
    private const int DistanceMax = 2;

    /// <summary>One sentence each; nothing for a command line that can be run.</summary>
    internal static IEnumerable<string> Faults(ParseResult parse)
    {
        foreach (string message in parse.Errors.Select(error => error.Message))
            yield return message + (Quoted(message) is { } word && parse.UnmatchedTokens.Contains(word) ? Suggestion(parse, word) : "");
        if (parse.Errors.Count > 0)
            yield break;
        // An option that there is not is a mistake, and no word of a question. What follows "--" is text.
        foreach (Token token in parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type != TokenType.Argument || token.Value.Length <= 2 || !token.Value.StartsWith("--", StringComparison.Ordinal))
                continue;
            string meant = Suggestion(parse, token.Value);
            yield return $"There is no option '{token.Value}'.{meant} Write -- before words that begin like one.";
        }
    }

    private static string Suggestion(ParseResult parse, string? word)
    {
        if (word is not { Length: > 1 })
            return "";
        // Of a short word two wrong letters leave nothing.
        int most = word.Length > 3 ? DistanceMax : 1;
        string? meant = Names(parse).Where(name => Distance(name, word) <= most).MinBy(name => Distance(name, word));
        return meant is null ? "" : $" Did you mean '{meant}'?";
    }

    private static IEnumerable<string> Names(ParseResult parse)
    {
        for (SymbolResult? at = parse.CommandResult; at is not null; at = at.Parent)
        {
            if (at is not CommandResult { Command: var command })
                continue;
            foreach (Symbol symbol in command.Subcommands.Cast<Symbol>().Concat(command.Options))
                yield return symbol.Name;
        }
    }

    private static string? Quoted(string message) => message.Split('\'') is [_, var word, ..] ? word : null;

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            (int diagonal, row[0]) = (row[0], i);
            for (int j = 1; j <= right.Length; j++)
            {
                int changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
