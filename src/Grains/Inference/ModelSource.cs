using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Inference.Reranking;

namespace RagCluster.Grains.Inference;

/// <summary>Loads models by their names onto the devices that they share.</summary>
/// <param name="models">The models that are here.</param>
/// <param name="runtime">The devices.</param>
/// <param name="log">Says which device a model got, and why.</param>
internal sealed partial class ModelSource(InstalledModels models, InferenceRuntime runtime, ILogger<ModelSource> log)
{
    /// <summary>Loads an embedding model; takes as long as its file needs.</summary>
    /// <exception cref="RagException">Unavailable: its files are missing, damaged or can't be run.</exception>
    internal ITextEmbedder LoadEmbedder(string model) => Load(model, entry =>
    {
        OnnxTextEmbedder embedder = runtime.OpenEmbedder(entry);
        LogLoaded(embedder.Model, embedder.Revision, embedder.Device.Name, embedder.DeviceReason);
        return embedder;
    });

    /// <summary>Loads a reranker; takes as long as its file needs.</summary>
    /// <exception cref="RagException">Unavailable: its files are missing, damaged or can't be run.</exception>
    internal IReranker LoadReranker(string model) => Load(model, runtime.OpenReranker);

    private T Load<T>(string model, Func<ModelEntry, T> open)
    {
        try
        {
            // It may have been pulled or added by another silo, into a folder that both read.
            if (models.Registry.Models.All(entry => entry.Name != model || !entry.IsInstalled))
                models.Reload();
            return open(models.Registry.Find(model));
        }
        catch (Exception error) when (error is ModelException or DeviceMemoryException)
        {
            throw new RagException(ErrorKind.Unavailable, "model-unavailable", error.Message, innerException: error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} revision {Revision} runs on {Device}: {Reason}")]
    private partial void LogLoaded(string model, string revision, string device, string reason);
}
