using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.OpenAi;

namespace RagCluster.Api.Ollama;

/// <summary>The body of <c>POST /api/embed</c>, as Ollama's API defines it.</summary>
/// <param name="Model">An embedding model.</param>
/// <param name="Input">A text, or texts.</param>
/// <param name="Dimensions">The components wanted, for models whose vectors may be cut.</param>
/// <param name="Truncate">Taken and ignored: a text is read as far as the model reads.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OllamaEmbedBody(string Model, JsonElement Input, int? Dimensions = null, bool? Truncate = null)
{
    /// <summary>The same for OpenAI's API.</summary>
    internal EmbeddingsBody ToEmbeddings() => new(Input, OllamaNames.Plain(Model), null, Dimensions);
}
