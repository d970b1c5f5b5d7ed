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
        string[] messages = [.. parse.Errors.Select(error => error.Message)];
        // What stands behind a command that there is not is its arguments, and no fault of its own.
        if (parse.CommandResult.Command.Subcommands.Count > 0 && parse.UnmatchedTokens is [[not '-', ..] command, ..])
            messages = [$"There is no command '{command}'."];
        // Words that a command has no place for; those behind an option that there is not are its values, and no fault of their own.
        else if (parse.UnmatchedTokens.Where(token => token is ['-', _, ..]).ToArray() is { Length: > 0 } options)
            messages = [.. messages.Where(message => !IsOfUnmatched(parse, message)), .. options.Select(NoOption)];
        foreach (string message in messages)
            yield return message + (IsOfUnmatched(parse, message) ? Suggestion(parse, Quoted(message)) : "");
        if (messages.Length > 0)
            yield break;
        // An option that there is not is a mistake, and no word of a question. What follows "--" is text.
        foreach (Token token in parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type != TokenType.Argument || token.Value.Length <= 2 || !token.Value.StartsWith("--", StringComparison.Ordinal))
                continue;
            string meant = Suggestion(parse, token.Value);
            yield return $"{NoOption(token.Value)}{meant} Write -- before words that begin like one.";
        }
    }

    private static string NoOption(string option) => $"There is no option '{option}'.";

    private static bool IsOfUnmatched(ParseResult parse, string message) =>
        Quoted(message) is { } word && parse.UnmatchedTokens.Contains(word);

    private static string Suggestion(ParseResult parse, string? word)
    {
        string? meant = word is null ? null : Nearest(word, Names(parse));
        return meant is null ? "" : $" Did you mean '{meant}'?";
    }

    /// <summary>Of some words the one that was probably meant; null when none is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="words">What may have been meant.</param>
    internal static string? Nearest(string word, IEnumerable<string> words)
    {
        // Of a short word two wrong letters leave nothing.
        int most = word.Length > 3 ? DistanceMax : 1;
        return word.Length > 1 ? words.Where(name => Distance(name, word) <= most).MinBy(name => Distance(name, word)) : null;
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
