namespace RagCluster.Api.OpenAi;

/// <summary>The tokens that a model read.</summary>
/// <param name="PromptTokens">The tokens of the texts.</param>
/// <param name="TotalTokens">The same: nothing is written.</param>
internal sealed record UsageResponse(int PromptTokens, int TotalTokens);
