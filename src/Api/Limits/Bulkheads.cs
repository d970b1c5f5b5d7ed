using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Limits;

/// <summary>The places of each class of requests on this silo.</summary>
internal sealed class Bulkheads : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly Dictionary<RequestClass, ConcurrencyLimiter> _places;
    private readonly TimeSpan _waitMax;
    private readonly TimeProvider _time;

    public Bulkheads(IOptions<BulkheadOptions> options, TimeProvider time)
    {
        BulkheadOptions places = options.Value;
        _waitMax = places.WaitMax;
        _time = time;
        _places = new Dictionary<RequestClass, ConcurrencyLimiter>
        {
            [RequestClass.Query] = Places(places.Query),
            [RequestClass.Generate] = Places(places.Generate),
            [RequestClass.Write] = Places(places.Write),
            [RequestClass.Admin] = Places(places.Admin),
            [RequestClass.Watch] = Places(places.Watch),
        };

        ConcurrencyLimiter Places(int count) => new(new() { PermitLimit = count, QueueLimit = places.WaitingMax });
    }

    /// <summary>The classes as metrics name them.</summary>
    internal static IEnumerable<string> Names => Enum.GetValues<RequestClass>().Select(Name);

    /// <summary>Takes a place, which is free again when it is disposed of.</summary>
    /// <param name="requests">The class.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Overloaded: too many wait, or this one waited too long.</exception>
    internal async ValueTask<RateLimitLease> TakeAsync(RequestClass requests, CancellationToken cancellationToken)
    {
        ConcurrencyLimiter places = _places[requests];
        RateLimitLease lease = places.AttemptAcquire();
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        using CancellationTokenSource late = new(_waitMax, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            lease = await places.AcquireAsync(1, either.Token);
            if (lease.IsAcquired)
                return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It waited too long.
        }

        LimitMeter.Refuse(Name(requests));
        throw new RagException(
            ErrorKind.Overloaded,
            "requests-overloaded",
            $"Too many requests of the kind '{Name(requests)}' are under way on this node. Try again in a second."
        )
        {
            RetryAfter = RetryAfter,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ConcurrencyLimiter places in _places.Values)
            places.Dispose();
    }

    private static string Name(RequestClass requests) =>
        requests switch
        {
            RequestClass.Query => "query",
            RequestClass.Generate => "generate",
            RequestClass.Write => "write",
            RequestClass.Admin => "admin",
            RequestClass.Watch => "watch",
            _ => throw new ArgumentOutOfRangeException(nameof(requests), requests, "There is no such class."),
        };
}
