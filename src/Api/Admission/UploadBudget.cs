using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Admission;

/// <summary>
/// The bytes of bodies that may be in memory at once, over the whole server. Each request alone is within its limit, and a dozen of them
/// are more than the machine has: so a body is read when there is room for it, in the order of arrival, and turned away when there was none
/// for a while.
/// </summary>
internal sealed class UploadBudget : IDisposable
{
    // What a client should wait: in this time a disk of the slower kind has stored an upload of the largest size.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrencyLimiter _blocks;
    private readonly int _blocksMax;
    private readonly TimeSpan _waitMax;
    private readonly TimeProvider _time;

    /// <summary>A budget of the options' size, with nothing taken.</summary>
    public UploadBudget(IOptions<ApiOptions> options, TimeProvider time)
    {
        _blocksMax = (int)Math.Clamp(options.Value.UploadMemory / BlockBytes, 1, int.MaxValue);
        BodyBytesMax = options.Value.UploadBytesMax;
        _waitMax = options.Value.UploadWaitMax;
        _time = time;
        _blocks = new ConcurrencyLimiter(
            new ConcurrencyLimiterOptions
            {
                PermitLimit = _blocksMax,
                // Those that wait hold a connection and nothing else; how many these may be, the server's own limits say.
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
    }

    /// <summary>The unit of the budget. A body that is no larger needs no room: a question must not wait behind uploads.</summary>
    internal static int BlockBytes => 64 << 10;

    /// <summary>The largest body that is read.</summary>
    internal long BodyBytesMax { get; }

    /// <summary>Takes room for so many bytes; one that is larger than the whole budget takes all of it.</summary>
    /// <exception cref="RagException">Overloaded: there was no room in time.</exception>
    internal async Task<RateLimitLease> TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        int blocks = (int)Math.Min(_blocksMax, (bytes + BlockBytes - 1) / BlockBytes);
        RateLimitLease lease = _blocks.AttemptAcquire(blocks);
        if (lease.IsAcquired)
        {
            UploadMeter.Admit(UploadMeter.Admitted);
            return lease;
        }

        lease.Dispose();
        using CancellationTokenSource late = new(_waitMax, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            lease = await _blocks.AcquireAsync(blocks, either.Token);
            UploadMeter.Admit(UploadMeter.Waited);
            return lease;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            UploadMeter.Admit(UploadMeter.Refused);
            throw new RagException(
                ErrorKind.Overloaded,
                "uploads-overloaded",
                $"Other uploads took the memory that there is for them, for {_waitMax.TotalSeconds:0} seconds. Try again."
            )
            {
                RetryAfter = RetryAfter,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _blocks.Dispose();
}
