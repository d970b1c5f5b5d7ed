namespace RagCluster.Grains.Interfaces.Access;

/// <summary>Counts the requests of callers for all silos. Key: <c>policy/part</c>, its callers spread over some parts.</summary>
[Alias("RagCluster.IRequestLimitGrain")]
public interface IRequestLimitGrain : IGrainWithStringKey
{
    /// <summary>Accepts a caller's request, or tells when to come again.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="requests">How many requests are accepted in a window.</param>
    /// <param name="window">The window's length.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Take")]
    Task<TakenRequest> TakeAsync(string caller, int requests, TimeSpan window, CancellationToken cancellationToken);
}
