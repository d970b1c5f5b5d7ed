namespace RagCluster.Api.Inference;

/// <summary>One scored text.</summary>
internal sealed record RerankResultResponse(int Index, double RelevanceScore, string? Document);
