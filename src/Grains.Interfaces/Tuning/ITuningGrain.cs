namespace RagCluster.Grains.Interfaces.Tuning;

/// <summary>What one silo tunes of itself. Key: the silo's address; it runs on that silo.</summary>
[Alias("RagCluster.ITuningGrain")]
public interface ITuningGrain : IGrainWithStringKey
{
    /// <summary>The knobs with their changes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    Task<KnobState[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Takes a change back, and those after it; the knob then stays where it is.</summary>
    /// <param name="knob">The knob.</param>
    /// <param name="change">The change's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such knob or change.</exception>
    [Alias("Revert")]
    Task<KnobState> RevertAsync(string knob, int change, CancellationToken cancellationToken);

    /// <summary>Lets a knob be tuned again that was reverted.</summary>
    /// <param name="knob">The knob.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such knob.</exception>
    [Alias("Release")]
    Task<KnobState> ReleaseAsync(string knob, CancellationToken cancellationToken);
}
