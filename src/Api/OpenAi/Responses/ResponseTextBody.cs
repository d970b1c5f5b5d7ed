using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>How the text of a response is to be.</summary>
/// <param name="Format">Its format; null for text.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ResponseTextBody(ResponseFormatBody? Format = null);
