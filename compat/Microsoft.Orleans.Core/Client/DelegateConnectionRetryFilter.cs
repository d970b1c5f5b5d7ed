namespace Orleans;

/// <summary>Asks a function.</summary>
internal sealed class DelegateConnectionRetryFilter(Func<Exception, CancellationToken, Task<bool>> filter) : IClientConnectionRetryFilter
{
    public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) =>
        filter(exception, cancellationToken);
}
