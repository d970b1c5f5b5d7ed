using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>How files become chunks.</summary>
/// <param name="Type">auto, other or static.</param>
/// <param name="Static">The sizes, with the type static.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ChunkingStrategyBody(string Type, StaticChunking? Static = null);
