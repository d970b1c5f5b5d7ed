namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>The experiments of a tenant. Key: the tenant.</summary>
[Alias("RagCluster.IExperimentCatalogGrain")]
public interface IExperimentCatalogGrain : IGrainWithStringKey
{
    /// <summary>Begins an experiment.</summary>
    /// <param name="definition">What it compares, its fields validated.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// NotFound: no such collection. Conflict: the name is taken, or another experiment runs on the collection. Invalid: an arm names what
    /// is not here.
    /// </exception>
    [Alias("Create")]
    Task<ExperimentState> CreateAsync(ExperimentDefinition definition, CancellationToken cancellationToken);

    /// <summary>All experiments, the newest first.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    Task<ExperimentState[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes an experiment that was stopped.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such experiment. Conflict: it runs.</exception>
    [Alias("Remove")]
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
