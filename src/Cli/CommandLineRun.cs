using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli;

/// <summary>Runs a command line from its arguments to its exit code: what every program of ours that has commands does.</summary>
internal static class CommandLineRun
{
    // Servers end in order: the silos hand over and flush, and only then the stores behind them stop.
    private static readonly TimeSpan EndMax = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="name">What the user typed, for the hint at its help.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(RootCommand root, string[] args, string name)
    {
        string[] words = args is ["help", .. var about] ? [.. about, "--help"] : args;
        (ParseResult? parse, string[] faults) = Parse(root, words);
        if (parse is null || faults.Length > 0)
        {
            foreach (string line in faults)
                await Console.Error.WriteLineAsync($"rag: {PrintableText.OneLine(line)}");

            await Console.Error.WriteLineAsync($"Try '{name} --help'.");
            return ExitCodes.Usage;
        }

        using Interruption interruption = new(EndMax);
        try
        {
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (UsageException unusable)
        {
            await Console.Error.WriteLineAsync($"rag: {unusable.Message}");
            return ExitCodes.Usage;
        }
        catch (Exception failure) when (failure is RagClientException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"rag: {failure.Message}");
            if (failure is not RagClientException { Status: 401 or 403 })
                return ExitCodes.Failed;
            await Console.Error.WriteLineAsync("Give an API key in the environment variable RAG_API_KEY.");
            return ExitCodes.Denied;
        }
        catch (Exception fault)
        {
            // The runtime would write it past the console that makes it printable.
            await Console.Error.WriteLineAsync($"rag: a fault of this program: {fault}");
            return ExitCodes.Failed;
        }
    }

    private static (ParseResult? Parse, string[] Faults) Parse(RootCommand root, string[] words)
    {
        try
        {
            ParseResult parse = root.Parse(words);
            // A group by itself does nothing: it says what it has.
            if (parse.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } && parse.UnmatchedTokens.Count == 0)
                parse = root.Parse([.. words, "--help"]);
            // First, since the parser says of an empty value that it is none of a type of ours.
            string[] faults = [.. EmptyValue.Faults(parse)];
            return (parse, faults.Length > 0 ? faults : [.. Misspelling.Faults(parse)]);
        }
        catch (InvalidOperationException unreadable)
        {
            // A command's own check met an option whose value does not read.
            int empty = Array.IndexOf(words, "");
            return (null, [empty > 0 ? EmptyValue.Fault(words[empty - 1]) : unreadable.Message]);
        }
    }
}
