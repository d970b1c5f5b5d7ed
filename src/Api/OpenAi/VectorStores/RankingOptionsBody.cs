using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>How what is found is ranked.</summary>
/// <param name="Ranker">Taken and ignored, but for none: how passages are ranked is the server's setting.</param>
/// <param name="ScoreThreshold">Passages below are left out, 0 to 1.</param>
/// <param name="HybridSearch">The weights of embedding and text.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record RankingOptionsBody(string? Ranker = null, double? ScoreThreshold = null, HybridWeights? HybridSearch = null);
