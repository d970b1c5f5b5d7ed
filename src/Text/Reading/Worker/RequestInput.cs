using System.Buffers.Binary;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Reading.Worker;

/// <summary>
/// The requests that a worker was sent. Whoever reads files takes them on its own thread, without another one in between: two threads that
/// wake each other are much of what a small file costs. While a file takes long, another thread reads ahead, so that the input's end is
/// seen.
/// <para>
/// Invariants. What has arrived is in the buffer, under the lock, and can be taken while the other thread waits for more. One thread reads
/// the stream at a time: who wants a request meanwhile waits for the other's, which tells it.
/// </para>
/// </summary>
/// <param name="stdin">Frames of requests.</param>
internal sealed class RequestInput(Stream stdin)
{
    private const int BufferBytes = 128 << 10;
    private const int AheadBytesMax = 4 << 20;

    // Not a Lock: who waits for a request lets go of it meanwhile.
    private readonly object _lock = new();
    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _hasEnded;
    private bool _isReadAhead;

    private ReadOnlySpan<byte> Arrived => _buffer.AsSpan(_start, _end - _start);

    // What follows a frame's length; none before the length has arrived.
    private int FrameBytes => Arrived.Length < WorkerFrames.LengthBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(Arrived);

    /// <summary>The next request if it has arrived whole; otherwise null.</summary>
    internal WorkerRequest? TryTake()
    {
        lock (_lock)
            return TakeWhole();
    }

    /// <summary>The next request, waited for; null when the input has ended.</summary>
    internal WorkerRequest? Take()
    {
        lock (_lock)
        {
            while (true)
            {
                if (TakeWhole() is { } request)
                    return request;
                if (_hasEnded)
                    return null;
                if (_isReadAhead)
                    Monitor.Wait(_lock);
                else if (FrameBytes > BufferBytes)
                    return TakeLarge();
                else
                {
                    MakeRoom();
                    Append(stdin.Read(_buffer, _end, _buffer.Length - _end));
                }
            }
        }
    }

    /// <summary>Waits for more input on another thread than the one that takes requests; false when there will be none.</summary>
    internal bool ReadAhead()
    {
        lock (_lock)
        {
            if (_hasEnded || Arrived.Length > AheadBytesMax)
                return !_hasEnded;
            _isReadAhead = true;
        }

        byte[] ahead = new byte[BufferBytes];
        int read = 0;
        try
        {
            read = stdin.Read(ahead);
        }
        finally
        {
            lock (_lock)
            {
                MakeRoom();
                if (_buffer.Length - _end < read)
                    Array.Resize(ref _buffer, _buffer.Length + BufferBytes);
                ahead.AsSpan(0, read).CopyTo(_buffer.AsSpan(_end));
                Append(read);
                _isReadAhead = false;
                Monitor.PulseAll(_lock);
            }
        }

        return read > 0;
    }

    private WorkerRequest? TakeWhole()
    {
        ReadOnlySpan<byte> arrived = Arrived;
        int length = FrameBytes;
        if (arrived.Length < WorkerFrames.LengthBytes || arrived.Length - WorkerFrames.LengthBytes < length)
            return null;
        // A copy: what is read ahead may move the buffer's content.
        byte[] frame = arrived.Slice(WorkerFrames.LengthBytes, length).ToArray();
        _start += WorkerFrames.LengthBytes + length;
        return WorkerFrames.ReadRequest(frame);
    }

    // A large file is read to where it stays.
    private WorkerRequest? TakeLarge()
    {
        byte[] frame = new byte[FrameBytes];
        ReadOnlySpan<byte> arrived = Arrived[WorkerFrames.LengthBytes..];
        arrived.CopyTo(frame);
        (_start, _end) = (0, 0);
        Span<byte> rest = frame.AsSpan(arrived.Length);
        _hasEnded = stdin.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length;
        return _hasEnded ? null : WorkerFrames.ReadRequest(frame);
    }

    // For a byte at least.
    private void MakeRoom()
    {
        if (_start == _end && _buffer.Length > BufferBytes)
            _buffer = new byte[BufferBytes];
        else
            Arrived.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
    }

    private void Append(int read)
    {
        _end += read;
        _hasEnded = read == 0;
    }
}
