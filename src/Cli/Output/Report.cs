using System.Text.Json;
using Spectre.Console;

namespace RagCluster.Cli.Output;

/// <summary>Writes results: data to standard output, everything else to standard error.</summary>
/// <param name="asJson">Whether results are written as JSON.</param>
/// <param name="format">How results are written as JSON: as the server writes them.</param>
internal sealed class Report(bool asJson, JsonSerializerOptions format)
{
    /// <summary>Whether results are written as JSON.</summary>
    internal bool AsJson { get; } = asJson;

    /// <summary>Writes a result as JSON, or as the given text.</summary>
    internal void Write<T>(T result, Action<T> asText)
    {
        if (AsJson)
            Console.Out.WriteLine(JsonSerializer.Serialize(result, format));
        else
            asText(result);
    }

    /// <summary>Writes one line to standard error.</summary>
    internal static void Note(string line) => Terminal.Messages.MarkupLine(Terminal.Markup($"[grey]{line}[/]"));
}
