namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>One experiment: its arms, what was observed, and when an arm loses. Key: <c>tenant/experiment</c>.</summary>
[Alias("RagCluster.IExperimentGrain")]
public interface IExperimentGrain : IGrainWithStringKey
{
    /// <summary>Begins it. By the catalog only.</summary>
    /// <param name="definition">What it compares, validated.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Start")]
    Task<ExperimentState> StartAsync(ExperimentDefinition definition, CancellationToken cancellationToken);

    /// <summary>What it has shown so far; null when there is none.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Find")]
    Task<ExperimentState?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Ends it: every query is answered as it comes, and what comes late does not count. A second time changes nothing.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such experiment.</exception>
    [Alias("Stop")]
    Task<ExperimentState> StopAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Counts outcomes, and stops arms whose guardrail they break.</summary>
    /// <param name="outcomes">What was observed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there is such an experiment that runs.</returns>
    [Alias("Record")]
    Task<bool> RecordAsync(UnitOutcome[] outcomes, CancellationToken cancellationToken);

    /// <summary>Forgets it. By the catalog only.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);
}
