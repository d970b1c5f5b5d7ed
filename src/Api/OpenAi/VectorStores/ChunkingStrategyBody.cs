using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>How files become chunks.</summary>
/// <param name="Type"><c>auto</c>, <c>static</c> or <c>other</c>.</param>
/// <param name="Static">The sizes, with the type static.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ChunkingStrategyBody(string Type, StaticChunking? Static = null);
