using System.CommandLine;
using System.CommandLine.Parsing;

namespace RagCluster.Cli.Commands;

/// <summary>Options that take one of a few words.</summary>
internal static class Choice
{
    /// <summary>Refuses every other value, with one sentence that names the option, the value and the words.</summary>
    /// <param name="option">The option.</param>
    /// <param name="words">What it takes, in small letters.</param>
    internal static void Among<T>(Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => !words.Contains(token.Value)))
                result.AddError(Refusal(option.Name, token.Value, words));
        });
    }

    private static string Refusal(string name, string value, string[] words)
    {
        string all = words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
        string meant = Misspelling.Nearest(value, words) is { } near ? $" Did you mean '{near}'?" : "";
        return $"{name} is '{value}': give {all}.{meant}";
    }
}
