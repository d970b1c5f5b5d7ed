using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>After how long without use a vector store answers no more.</summary>
/// <param name="Anchor">last_active_at.</param>
/// <param name="Days">1 to 365.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ExpiresAfterBody(string Anchor, int Days);
