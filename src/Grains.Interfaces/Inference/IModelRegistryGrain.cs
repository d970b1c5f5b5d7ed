namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>The models that the installation knows. Key: <c>models</c>.</summary>
[Alias("RagCluster.IModelRegistryGrain")]
public interface IModelRegistryGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "models";

    /// <summary>All models by name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    Task<ModelCard[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Downloads and verifies a model's files from their source.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Ends the download; what came stays for the next try.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such model. Unavailable: the source does not answer or served something
    /// else.</exception>
    [ResponseTimeout("01:00:00")]
    [Alias("Pull")]
    Task<ModelCard> PullAsync(string name, CancellationToken cancellationToken);

    /// <summary>Adds a model from its files.</summary>
    /// <param name="upload">The files and the description.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Invalid: the description or a file is wrong. Conflict: the name is taken.</exception>
    [Alias("Add")]
    Task<ModelCard> AddAsync(ModelUpload upload, CancellationToken cancellationToken);
}
