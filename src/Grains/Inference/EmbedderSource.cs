using RagCluster.Corpus.Errors;
using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>Loads embedding models by their names.</summary>
/// <param name="models">The models that are here.</param>
/// <param name="options">Device and batches.</param>
internal sealed class EmbedderSource(InstalledModels models, InferenceOptions options)
{
    /// <summary>Loads a model; takes as long as its file needs.</summary>
    /// <exception cref="RagException">Unavailable: its files are missing, damaged or can't be run.</exception>
    internal ITextEmbedder Load(string model)
    {
        try
        {
            return EmbedderFactory.Create(models.Registry.Find(model), options);
        }
        catch (ModelException error)
        {
            throw new RagException(ErrorKind.Unavailable, "model-unavailable", error.Message, innerException: error);
        }
    }
}
