using System.Text.Json;
using RagCluster.Cli.Client;
using Spectre.Console;

namespace RagCluster.Cli.Output;

/// <summary>Writes results: data to standard output, everything else to standard error.</summary>
/// <param name="asJson">Whether results are written as JSON.</param>
internal sealed class Report(bool asJson)
{
    /// <summary>Messages for people.</summary>
    internal static readonly IAnsiConsole Messages = Terminal.Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether results are written as JSON.</summary>
    internal bool AsJson { get; } = asJson;

    /// <summary>Writes a result as JSON, or as the given text.</summary>
    internal void Write<T>(T result, Action<T> asText)
    {
        if (AsJson)
            Console.Out.WriteLine(JsonSerializer.Serialize(result, RagClient.Json));
        else
            asText(result);
    }

    /// <summary>Writes one line to standard error.</summary>
    internal static void Note(string line) => Messages.MarkupLineInterpolated($"[grey]{line}[/]");
}
