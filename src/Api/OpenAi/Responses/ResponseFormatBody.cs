using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>The format of a response.</summary>
/// <param name="Type">Always <c>text</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ResponseFormatBody(string Type);
