namespace RagCluster.Api.OpenAi;

/// <summary>The tokens that a model read.</summary>
internal sealed record UsageResponse(int PromptTokens, int TotalTokens);
