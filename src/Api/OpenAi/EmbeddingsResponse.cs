namespace RagCluster.Api.OpenAi;

/// <summary>The answer of <c>POST /v1/embeddings</c>.</summary>
internal sealed record EmbeddingsResponse(string Object, IReadOnlyList<EmbeddingResponse> Data, string Model, UsageResponse Usage);
