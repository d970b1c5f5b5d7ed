namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>What was asked most lately, by all silos, kept in the store so that a silo that starts can be asked it again. Key: 0.</summary>
[Alias("RagCluster.IQueryHistoryGrain")]
public interface IQueryHistoryGrain : IGrainWithIntegerKey
{
    /// <summary>Adds what a silo was asked.</summary>
    /// <param name="asked">The queries, with how often each was asked since the silo told last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Add")]
    Task AddAsync(AskedQuery[] asked, CancellationToken cancellationToken);

    /// <summary>What was asked most, the most frequent first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("MostAsked")]
    Task<AskedQuery[]> MostAskedAsync(int count, CancellationToken cancellationToken);

    /// <summary>What somebody asked.</summary>
    /// <param name="tenant">Whose collections were asked.</param>
    /// <param name="principal">Who: <c>user:NAME</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("ListOf")]
    Task<AskedQuery[]> ListOfAsync(string tenant, string principal, CancellationToken cancellationToken);

    /// <summary>Takes out what somebody asked; it is gone from the store when this returns.</summary>
    /// <param name="tenant">Whose collections were asked.</param>
    /// <param name="principal">Who: <c>user:NAME</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many queries went.</returns>
    [Alias("Erase")]
    Task<int> EraseAsync(string tenant, string principal, CancellationToken cancellationToken);
}
