using Orleans.Concurrency;
using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Collections;

/// <summary>One collection: its settings and its life. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Creates the collection.</summary>
    /// <param name="settings">Its settings; an empty model name takes the registry's default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Conflict: it exists. Invalid: a setting is out of range.</exception>
    [Alias("Create")]
    Task<CollectionState> CreateAsync(CollectionSettings settings, CancellationToken cancellationToken);

    /// <summary>The collection with its counts.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none.</exception>
    [AlwaysInterleave]
    [Alias("Get")]
    Task<CollectionState> GetAsync(CancellationToken cancellationToken);

    /// <summary>The settings alone, from memory.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such collection.</exception>
    [AlwaysInterleave]
    [Alias("GetSettings")]
    Task<CollectionSettings> GetSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Says what a chat model is asked; queries begin to use it within a second or two.</summary>
    /// <param name="prompt">The template; empty for the default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none. Invalid: the template lacks a place.</exception>
    [Alias("SetPrompt")]
    Task SetPromptAsync(string prompt, CancellationToken cancellationToken);

    /// <summary>Deletes the collection with everything in it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none.</exception>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);
}
