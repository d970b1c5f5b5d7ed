namespace RagCluster.Api.Ollama;

/// <summary>Models as Ollama's API lists them.</summary>
/// <param name="Models">The models.</param>
internal sealed record OllamaModels(OllamaModel[] Models);
