using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Enumerates on a grain for a caller elsewhere, step by step; steps interleave with the grain's calls.</summary>
internal interface IAsyncEnumerableGrainExtension : IGrainExtension
{
    [AlwaysInterleave]
    ValueTask<(EnumerationResult Status, object? Value)> StartEnumeration<T>(
        Guid requestId,
        [Immutable] IAsyncEnumerableRequest<T> request,
        CancellationToken cancellationToken
    );

    [AlwaysInterleave]
    ValueTask<(EnumerationResult Status, object? Value)> MoveNext<T>(Guid requestId, CancellationToken cancellationToken);

    [AlwaysInterleave]
    ValueTask DisposeAsync(Guid requestId);
}
