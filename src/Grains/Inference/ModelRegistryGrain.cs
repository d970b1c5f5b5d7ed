using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Installing;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>Keeps the installation's models: one activation, so that two downloads or additions never meet.</summary>
internal sealed partial class ModelRegistryGrain(InstalledModels models, ModelDownloader downloader, ILogger<ModelRegistryGrain> log)
    : Grain,
        IModelRegistryGrain
{
    /// <inheritdoc/>
    public Task<ModelCard[]> ListAsync(CancellationToken cancellationToken)
    {
        ModelRegistry registry = models.Registry;
        return Task.FromResult<ModelCard[]>([.. registry.Models.Select(entry => Card(entry, registry))]);
    }

    /// <inheritdoc/>
    public async Task<ModelCard> PullAsync(string name, CancellationToken cancellationToken)
    {
        ModelEntry entry = models.Registry.Models.FirstOrDefault(m => m.Name == name) ?? throw RagException.NotFound("model", name);
        await GuardAsync(() => downloader.PullAsync(entry, null, cancellationToken));
        models.Reload();
        return Card(models.Registry.Find(name), models.Registry);
    }

    /// <inheritdoc/>
    public async Task<ModelCard> AddAsync(ModelUpload upload, CancellationToken cancellationToken)
    {
        ModelDescription description = DescribedModel.Read(upload.DescriptionJson);
        if (models.Registry.Models.Any(m => m.Name == description.Name))
            throw new RagException(ErrorKind.Conflict, "conflict", $"There is a model '{description.Name}' already.", "description");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rag-model-");
        try
        {
            string model = Path.Combine(folder.FullName, "model.onnx");
            string vocabulary = Path.Combine(folder.FullName, "vocab.txt");
            ModelInstaller installer = new(models.Registry.UserFolder);
            await GuardAsync(async () =>
            {
                await File.WriteAllBytesAsync(model, upload.Model, cancellationToken);
                await File.WriteAllBytesAsync(vocabulary, upload.Vocabulary, cancellationToken);
                await installer.AddAsync(description.ToAddition(model, vocabulary), cancellationToken);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        models.Reload();
        return Card(models.Registry.Find(description.Name), models.Registry);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ModelException error)
        {
            // The runtime's own words name files of the server.
            if (error.InnerException is { } cause)
                LogUnusable(error.Message, cause);
            ErrorKind kind = error.Fault is ModelFault.Invalid ? ErrorKind.Invalid : ErrorKind.Unavailable;
            throw new RagException(
                kind,
                kind == ErrorKind.Invalid ? "validation-failed" : "model-unavailable",
                error.Message,
                error.Argument,
                error
            );
        }
        // A full disk has an answer of its own, wherever it is met.
        catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException failed && !FullDisk.Is(failed)))
        {
            throw new RagException(
                ErrorKind.Unavailable,
                "storage-unavailable",
                "The model's files could not be written; the server's log has the reason.",
                innerException: error
            );
        }
    }

    private static ModelCard Card(ModelEntry entry, ModelRegistry registry) =>
        new()
        {
            Name = entry.Name,
            Kind = entry.Kind.ToString().ToLowerInvariant(),
            Revision = entry.Revision,
            Dimensions = entry.Dimensions,
            TokensMax = entry.MaxTokens,
            Bytes = entry.Files.Model.Bytes + entry.Files.Vocabulary.Bytes,
            License = entry.License,
            IsAvailable = entry.IsInstalled,
            IsDefault = entry.Name == registry.Default.Name,
            IsDefaultMultilingual = entry.Name == registry.DefaultMultilingual.Name,
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A model was not taken: {Reason}")]
    private partial void LogUnusable(string reason, Exception cause);
}
