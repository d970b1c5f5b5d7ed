using System.Buffers;
using System.Buffers.Binary;

namespace Orleans.Runtime;

/// <summary>Collects frames and writes them together: while one batch is on its way, the next one grows.</summary>
internal sealed class FrameSender(int backlogBytesMax) : IThreadPoolWorkItem
{
    private const int InitialBytes = 16 * 1024;
    private const int RetainedBytesMax = 1 << 20;
    private const int HeaderBytes = 4;

    private readonly Lock _lock = new();
    private byte[] _filling = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private byte[] _sending = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private TaskCompletionSource? _drained;
    private Action<Exception>? _onFailure;
    private Stream? _stream;
    private int _count;
    private bool _isRunning;
    private bool _isClosed;

    /// <summary>Whether more than half of what may wait does wait.</summary>
    public bool IsCongested => _count > backlogBytesMax / 2;

    /// <summary>Starts to write to a stream what has been collected and what will be.</summary>
    public void Attach(Stream stream, Action<Exception> onFailure)
    {
        lock (_lock)
        {
            _stream = stream;
            _onFailure = onFailure;
            if (_count == 0 || _isRunning || _isClosed)
                return;
            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Takes a frame; false when too much waits already or the connection has ended.</summary>
    public bool TryPost(ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            long needed = (long)_count + HeaderBytes + body.Length;
            if (_isClosed || (needed > backlogBytesMax && _count > 0))
                return false;
            if (needed > _filling.Length)
                Grow(needed);
            BinaryPrimitives.WriteInt32LittleEndian(_filling.AsSpan(_count), body.Length);
            body.CopyTo(_filling.AsSpan(_count + HeaderBytes));
            _count = (int)needed;
            if (_stream is null || _isRunning)
                return true;
            _isRunning = true;
        }

        // Not on the caller's thread: what is posted meanwhile goes with it.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>Ends when everything that was posted has been written.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            if (_isClosed || _stream is null || (_count == 0 && !_isRunning))
                return Task.CompletedTask;
            return (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Close()
    {
        TaskCompletionSource? drained;
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _count = 0;
            drained = _drained;
            ArrayPool<byte>.Shared.Return(_filling);
            _filling = [];
        }

        drained?.TrySetResult();
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private async Task WriteAsync()
    {
        try
        {
            while (TakeBatch(out int count))
                await _stream!.WriteAsync(_sending.AsMemory(0, count));
        }
        catch (Exception exception)
        {
            // The process boundary: whatever the network did, the connection ends and says so.
            _onFailure!(exception);
        }
    }

    private bool TakeBatch(out int count)
    {
        TaskCompletionSource? drained;
        lock (_lock)
        {
            count = _count;
            if (!_isClosed && count > 0)
            {
                (_filling, _sending) = (_sending, _filling);
                _count = 0;
                if (_filling.Length > RetainedBytesMax)
                {
                    ArrayPool<byte>.Shared.Return(_filling);
                    _filling = ArrayPool<byte>.Shared.Rent(InitialBytes);
                }

                return true;
            }

            _isRunning = false;
            drained = _drained;
            _drained = null;
        }

        drained?.TrySetResult();
        return false;
    }

    private void Grow(long needed)
    {
        if (needed > Array.MaxLength)
            throw new Serialization.SerializerException($"A frame of {needed} bytes is too long.");
        byte[] grown = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * _filling.Length), Array.MaxLength));
        _filling.AsSpan(0, _count).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_filling);
        _filling = grown;
    }
}
