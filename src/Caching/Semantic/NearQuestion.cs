using RagCluster.Caching.Keys;

namespace RagCluster.Caching.Semantic;

/// <summary>A question that was asked before and is near another one.</summary>
/// <param name="Question">The question.</param>
/// <param name="Key">The key of its own value.</param>
/// <param name="Cosine">The cosine of the two embeddings.</param>
public sealed record NearQuestion(string Question, CacheKey Key, double Cosine);
