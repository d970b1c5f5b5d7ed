using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Inference.Reranking;

namespace RagCluster.Grains.Inference;

/// <summary>Loads models by their names onto the devices that they share.</summary>
/// <param name="models">The models that are here.</param>
/// <param name="runtime">The devices.</param>
/// <param name="log">Says which device a model got, and why.</param>
internal sealed partial class ModelSource(InstalledModels models, InferenceRuntime runtime, ILogger<ModelSource> log)
{
    /// <summary>Verifies and loads an embedding model; takes as long as its file needs, and computes on the caller's thread.</summary>
    /// <exception cref="RagException">Unavailable: its files are missing, damaged or can't be run.</exception>
    internal Task<ITextEmbedder> LoadEmbedderAsync(string model, CancellationToken cancellationToken) =>
        WithFilesAsync(
            model,
            ITextEmbedder (entry) =>
            {
                OnnxTextEmbedder embedder = runtime.OpenEmbedder(entry);
                LogLoaded(embedder.Model, embedder.Revision, embedder.Device.Name, embedder.DeviceReason);
                return embedder;
            },
            cancellationToken
        );

    /// <summary>Verifies and loads a reranker; takes as long as its file needs, and computes on the caller's thread.</summary>
    /// <exception cref="RagException">Unavailable: its files are missing, damaged or can't be run.</exception>
    internal Task<IReranker> LoadRerankerAsync(string model, CancellationToken cancellationToken) =>
        WithFilesAsync(model, runtime.OpenReranker, cancellationToken);

    /// <summary>Compares this silo's files of a model with the registry's sizes and SHA-256.</summary>
    /// <exception cref="RagException">Unavailable: a file is missing or another one; the message names it.</exception>
    internal Task VerifyAsync(string model, CancellationToken cancellationToken) =>
        WithFilesAsync(model, entry => entry, cancellationToken);

    // What is loaded is what the registry describes: a damaged file gives vectors that fit nothing that was embedded before.
    private async Task<T> WithFilesAsync<T>(string model, Func<ModelEntry, T> open, CancellationToken cancellationToken)
    {
        try
        {
            // It may have been pulled or added by another silo, into a folder that both read.
            if (models.Registry.Models.All(entry => entry.Name != model || !entry.IsInstalled))
                models.Reload();
            ModelEntry found = models.Registry.Find(model);
            await ModelVerifier.VerifyAsync(found, cancellationToken);
            return open(found);
        }
        catch (Exception error) when (error is ModelException or DeviceMemoryException)
        {
            throw new RagException(ErrorKind.Unavailable, "model-unavailable", error.Message, innerException: error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} revision {Revision} runs on {Device}: {Reason}")]
    private partial void LogLoaded(string model, string revision, string device, string reason);
}
