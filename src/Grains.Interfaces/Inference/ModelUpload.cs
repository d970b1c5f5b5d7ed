namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>A model's files and description, to be added to the registry.</summary>
/// <param name="DescriptionJson">The registry entry, as <c>models/registry.json</c> writes one.</param>
/// <param name="Model">The ONNX file.</param>
/// <param name="Vocabulary">The vocabulary file.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ModelUpload")]
public sealed record ModelUpload(
    [property: Id(0)] string DescriptionJson,
    [property: Id(1)] byte[] Model,
    [property: Id(2)] byte[] Vocabulary
);
