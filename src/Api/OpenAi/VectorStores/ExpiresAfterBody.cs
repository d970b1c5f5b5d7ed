using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>After how long without use a vector store answers no more.</summary>
/// <param name="Anchor">Always <c>last_active_at</c>.</param>
/// <param name="Days">Days without use, 1 to 365.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ExpiresAfterBody(string Anchor, int Days);
