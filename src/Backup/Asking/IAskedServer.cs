using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Backup.Asking;

/// <summary>A server that questions are asked of.</summary>
public interface IAskedServer
{
    /// <summary>Searches with a question's passage, comparing every vector, past every cache and experiment.</summary>
    /// <param name="question">The question.</param>
    /// <param name="way">How it is asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The hits, the best first, of every shard.</returns>
    /// <exception cref="RagException">Unavailable: not every shard answers, or not as it should. Else the server refuses.</exception>
    Task<IReadOnlyList<AskedHit>> SearchAsync(TrialQuestion question, AskedWay way, CancellationToken cancellationToken);

    /// <summary>
    /// What tells one state of a collection from another: when it was created, which model answers, and where the log of each of its shards
    /// ends. Every change is a record of one of those logs.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The state; null when there is no such collection for who asks.</returns>
    Task<AskedState?> StateAsync(CollectionId collection, CancellationToken cancellationToken);
}
