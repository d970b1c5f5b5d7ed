using System.Text.Json.Serialization;

namespace RagCluster.Cli.Ingestion;

/// <summary>What was found and not sent.</summary>
/// <param name="Name">Its name, as the server would keep it.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsFault">Whether a document may be missing for it: a file that can't be read, unlike a socket, is a failure of the
/// command.</param>
internal sealed record SkippedFile(string Name, string Reason, [property: JsonPropertyName("fault")] bool IsFault);
