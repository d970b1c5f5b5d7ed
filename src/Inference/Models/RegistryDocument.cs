namespace RagCluster.Inference.Models;

/// <summary>The content of a registry.json.</summary>
internal sealed record RegistryDocument
{
    public string? Default { get; init; }

    public string? DefaultMultilingual { get; init; }

    public string? DefaultReranker { get; init; }

    public IReadOnlyList<ModelEntry> Models { get; init; } = [];
}
