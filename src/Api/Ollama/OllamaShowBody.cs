using System.Text.Json.Serialization;

namespace RagCluster.Api.Ollama;

/// <summary>The body of <c>POST /api/show</c>.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Name">The same, as older clients call it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OllamaShowBody(string? Model = null, string? Name = null);
