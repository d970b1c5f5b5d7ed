namespace RagCluster.Grains.Interfaces.Repeats;

/// <summary>
/// What was answered to writes that carried an <c>Idempotency-Key</c>, for a day: a part of one caller's keys. Key:
/// <c>tenant/owner/part</c>.
/// </summary>
[Alias("RagCluster.IRepeatGrain")]
public interface IRepeatGrain : IGrainWithStringKey
{
    /// <summary>Begins a write under a key, unless it was begun before.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">A hash of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was answered before; null when the write is to be made now.</returns>
    /// <exception cref="Corpus.Errors.RagException">Conflict: the same write is being made, or the key is another request's.</exception>
    [Alias("Begin")]
    Task<RepeatedAnswer?> BeginAsync(string key, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Notes what was answered.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="answer">The answer; null when there was none that is worth repeating.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("End")]
    Task EndAsync(string key, RepeatedAnswer? answer, CancellationToken cancellationToken);

    /// <summary>Forgets every write; they are gone from the store when this returns.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    [Alias("Erase")]
    Task<int> EraseAsync(CancellationToken cancellationToken);
}
