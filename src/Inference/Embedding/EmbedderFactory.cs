using RagCluster.Inference.Models;

namespace RagCluster.Inference.Embedding;

/// <summary>
/// Makes an embedder with devices of its own, for programs that have one model. A silo's share an <see cref="InferenceRuntime"/>.
/// </summary>
public static class EmbedderFactory
{
    /// <summary>Loads a model and checks it against its entry.</summary>
    /// <param name="entry">The model, from a <see cref="ModelRegistry"/>.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="ModelException">The model cannot be used: not an embedding model, not installed, or its graph disagrees with its
    /// entry.</exception>
    public static OnnxTextEmbedder Create(ModelEntry entry, InferenceOptions options)
    {
        // Its threads start with the model, so nothing is left running when the model can't be opened.
        InferenceRuntime runtime = new(options, TimeProvider.System);
        return runtime.OpenEmbedder(entry, runtime);
    }
}
