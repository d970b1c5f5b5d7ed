using System.Text.Json;

namespace RagCluster.Cli.Client;

/// <summary>An event of a streamed answer: its name, and its data as JSON.</summary>
internal sealed record AnswerEventView(string Name, JsonElement Data);
