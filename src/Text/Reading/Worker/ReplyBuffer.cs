using System.Buffers;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Reading.Worker;

/// <summary>
/// Sends several replies at once: waking the server for each costs as much as reading a small file. Those that wait when the process ends
/// are lost with it, and their files are read again.
/// </summary>
/// <param name="output">Gets the replies.</param>
internal sealed class ReplyBuffer(Stream output)
{
    // Some ten small files: the server is busy with them while the next ones are read.
    private const int BytesMax = 32 << 10;
    private const int CapacityMax = 1 << 20;

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _buffer = new(2 * BytesMax);
    private bool _sendsAtOnce;

    /// <summary>Adds a reply.</summary>
    internal void Add(WorkerReply reply)
    {
        lock (_lock)
        {
            WorkerFrames.WriteReply(_buffer, reply);
            if (_sendsAtOnce || _buffer.WrittenCount >= BytesMax)
                Flush();
        }
    }

    /// <summary>Whether each reply is sent when it is added, because nobody looks after those that wait.</summary>
    internal void SendAtOnce(bool value)
    {
        lock (_lock)
        {
            _sendsAtOnce = value;
            Flush();
        }
    }

    /// <summary>Sends the replies that wait.</summary>
    internal void Flush()
    {
        lock (_lock)
        {
            if (_buffer.WrittenCount == 0)
                return;
            output.Write(_buffer.WrittenSpan);
            output.Flush();
            if (_buffer.Capacity > CapacityMax)
                _buffer = new ArrayBufferWriter<byte>(2 * BytesMax);
            else
                _buffer.ResetWrittenCount();
        }
    }
}
