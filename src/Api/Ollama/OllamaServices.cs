using RagCluster.Api.OpenAi;

namespace RagCluster.Api.Ollama;

/// <summary>What answers are made with.</summary>
/// <param name="Grains">The cluster.</param>
/// <param name="Tokens">Counts tokens.</param>
/// <param name="Time">The clock.</param>
internal sealed record OllamaServices(IGrainFactory Grains, ITextTokens Tokens, TimeProvider Time);
