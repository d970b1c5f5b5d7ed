using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>Writes that wait for the writer, bounded by their number and by their bytes.</summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly BlockingCollection<WriteRequest> _waiting;
    private readonly WriteLimits _limits;
    private long _waitingBytes;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="limits">The limits.</param>
    public WriteQueue(WriteLimits limits)
    {
        _limits = limits;
        _waiting = new BlockingCollection<WriteRequest>(limits.QueueCountMax);
    }

    /// <summary>Adds a write.</summary>
    /// <param name="request">The write.</param>
    /// <exception cref="RagException">Overloaded: the queue is full. Unavailable: the store is closed.</exception>
    public void Add(WriteRequest request)
    {
        long bytes = Interlocked.Add(ref _waitingBytes, request.Bytes);
        bool added = false;
        try
        {
            // A single write larger than the whole allowance still passes when nothing else waits.
            added = (bytes <= _limits.QueueBytesMax || bytes == request.Bytes) && _waiting.TryAdd(request);
        }
        catch (InvalidOperationException closed)
        {
            throw StorageFailure.Unavailable(closed, TimeSpan.FromSeconds(5));
        }
        finally
        {
            if (!added)
            {
                Interlocked.Add(ref _waitingBytes, -request.Bytes);
            }
        }

        if (!added)
        {
            StorageMeter.Overloaded.Add(1);
            throw new RagException(ErrorKind.Overloaded, "storage-overloaded", "Too many writes wait for the disk. Try again in a second.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }
    }

    /// <summary>Waits for a write and takes what else is there already, up to the limits of one group.</summary>
    /// <param name="group">Takes the writes.</param>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool TakeGroup(List<WriteRequest> group)
    {
        if (!Take(Timeout.Infinite, out WriteRequest? request))
        {
            return false;
        }

        group.Add(request);
        long bytes = request.Bytes;
        while (group.Count < _limits.GroupCountMax && bytes < _limits.GroupBytesMax && Take(0, out request))
        {
            group.Add(request);
            bytes += request.Bytes;
        }

        return true;
    }

    /// <summary>Takes what waits, without waiting for more.</summary>
    /// <param name="waiting">Takes the writes.</param>
    /// <returns>False when nothing waits.</returns>
    public bool TakeWaiting(List<WriteRequest> waiting)
    {
        if (!Take(0, out WriteRequest? request))
        {
            return false;
        }

        waiting.Add(request);
        return true;
    }

    /// <summary>Accepts no further writes; those that wait are still taken.</summary>
    public void Close() => _waiting.CompleteAdding();

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();

    private bool Take(int milliseconds, [NotNullWhen(true)] out WriteRequest? request)
    {
        if (!_waiting.TryTake(out request, milliseconds))
        {
            return false;
        }

        Interlocked.Add(ref _waitingBytes, -request.Bytes);
        return true;
    }
}
