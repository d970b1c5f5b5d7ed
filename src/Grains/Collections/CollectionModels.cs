using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Collections;

/// <summary>The models that a collection may have.</summary>
internal static class CollectionModels
{
    private const string Embedding = "embedding";

    /// <summary>An embedding model whose files are here.</summary>
    /// <param name="grains">Reaches the registry.</param>
    /// <param name="name">Its name; null for the default.</param>
    /// <param name="language">The collection's language, which decides between the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Invalid: there is none, or its files are not here.</exception>
    internal static async Task<ModelCard> FindAsync(
        IGrainFactory grains,
        string? name,
        string language,
        CancellationToken cancellationToken
    )
    {
        ModelCard[] models = await grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key).ListAsync(cancellationToken);
        ModelCard model =
            models.Where(model => model.Kind == Embedding).ForCollection(name, language)
            ?? throw RagException.Invalid("model", $"There is no embedding model '{name}'; 'rag models list' shows them.");
        return model.IsAvailable
            ? model
            : throw RagException.Invalid("model", $"The model '{model.Name}' is not here yet: 'rag models pull {model.Name}' brings it.");
    }
}
