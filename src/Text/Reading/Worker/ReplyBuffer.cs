using System.Buffers;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Reading.Worker;

/// <summary>
/// Sends several replies at once: waking the server for each costs as much as reading a small file. Replies wait for at most a few
/// milliseconds, so that the first file without a reply is the one that takes long. Those that wait are lost with the process, and their
/// files are read again.
/// </summary>
internal sealed class ReplyBuffer : IDisposable
{
    private const int BytesMax = 32 << 10;
    private const int CapacityMax = 1 << 20;
    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(5);

    private readonly Stream _output;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _buffer = new(BytesMax);

    /// <summary>A buffer before a stream, which ends with it.</summary>
    /// <param name="output">Gets the replies.</param>
    /// <param name="time">The clock.</param>
    internal ReplyBuffer(Stream output, TimeProvider time)
    {
        _output = output;
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="isLast">Whether no further one is to be expected.</param>
    internal void Add(WorkerReply reply, bool isLast)
    {
        lock (_lock)
        {
            if (_buffer.WrittenCount == 0 && !isLast)
                _timer.Change(WaitMax, Timeout.InfiniteTimeSpan);
            WorkerFrames.WriteReply(_buffer, reply);
            if (isLast || _buffer.WrittenCount >= BytesMax)
                Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _timer.Dispose();
        _output.Dispose();
    }

    private void Flush()
    {
        lock (_lock)
        {
            if (_buffer.WrittenCount == 0)
                return;
            _output.Write(_buffer.WrittenSpan);
            _output.Flush();
            if (_buffer.Capacity > CapacityMax)
                _buffer = new ArrayBufferWriter<byte>(BytesMax);
            else
                _buffer.ResetWrittenCount();
        }
    }
}
