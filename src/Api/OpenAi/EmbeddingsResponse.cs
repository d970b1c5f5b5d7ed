namespace RagCluster.Api.OpenAi;

/// <summary>The answer of <c>POST /v1/embeddings</c>.</summary>
/// <param name="Object">Always <c>list</c>.</param>
/// <param name="Data">The vectors in the order of the texts.</param>
/// <param name="Model">The name of the model that made them.</param>
/// <param name="Usage">The tokens that the model read.</param>
internal sealed record EmbeddingsResponse(string Object, IReadOnlyList<EmbeddingResponse> Data, string Model, UsageResponse Usage);
