using System.Security.Cryptography;
using System.Text;
using RagCluster.Api.OpenAi;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Ollama;

/// <summary>A collection, which answers, or a model that embeds, as Ollama's API lists models.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="ModifiedAt">When it came to be; the beginning of time where nobody knows.</param>
/// <param name="Size">Bytes of its documents, or of its files.</param>
/// <param name="Details">What the model is.</param>
internal sealed record OllamaModel(string Name, DateTimeOffset ModifiedAt, long Size, OllamaDetails Details)
{
    /// <summary>The same as the name.</summary>
    public string Model => Name;

    /// <summary>The same for the same name and size.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name} {Size}")));

    /// <summary>What it can do.</summary>
    internal string Capability => Details.Family == "rag" ? "completion" : "embedding";

    /// <summary>A collection.</summary>
    internal static OllamaModel From(CollectionState state) =>
        new(ChatBody.Prefix + state.Id.Name, state.CreatedAt, state.ContentBytes, new OllamaDetails("rag"));

    /// <summary>A model that embeds.</summary>
    internal static OllamaModel From(ModelCard card) => new(card.Name, DateTimeOffset.UnixEpoch, card.Bytes, new OllamaDetails("bert"));
}
