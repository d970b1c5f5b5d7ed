namespace RagCluster.Api.Inference;

/// <summary>One scored text.</summary>
/// <param name="Index">The text's place in the request, from 0.</param>
/// <param name="RelevanceScore">How relevant it is to the query, 0 to 1.</param>
/// <param name="Document">The text; null unless the request asks for it.</param>
internal sealed record RerankResultResponse(int Index, double RelevanceScore, string? Document);
