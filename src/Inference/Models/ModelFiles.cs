namespace RagCluster.Inference.Models;

/// <summary>The files of a model.</summary>
public sealed record ModelFiles
{
    /// <summary>The ONNX graph with its weights.</summary>
    public required ModelFile Model { get; init; }

    /// <summary>The tokenizer's vocabulary.</summary>
    public required ModelFile Vocabulary { get; init; }
}
