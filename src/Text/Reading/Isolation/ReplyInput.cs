using System.Buffers;
using System.Buffers.Binary;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>The replies that a worker sends, of which many may come with one read. Not safe for concurrent use.</summary>
/// <param name="output">The worker's standard output.</param>
/// <param name="replyBytesMax">The longest reply that it may send.</param>
internal sealed class ReplyInput(Stream output, int replyBytesMax)
{
    private const int BufferBytes = 64 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;

    private ReadOnlySpan<byte> Arrived => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Waits for more; false when the worker has closed its output.</summary>
    internal async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        MakeRoom();
        int read = await output.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        return read > 0;
    }

    /// <summary>The next reply that has arrived whole; otherwise null. None may be taken after one that is no reply.</summary>
    internal WorkerReply? TryTake()
    {
        ReadOnlySpan<byte> arrived = Arrived;
        if (arrived.Length < WorkerFrames.LengthBytes)
            return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(arrived);
        if (length < 1)
            return new WorkerReply(WorkerReplyKind.Malformed);
        if (length > replyBytesMax)
            return new WorkerReply(WorkerReplyKind.TooLong);
        if (arrived.Length - WorkerFrames.LengthBytes < length)
            return null;
        _start += WorkerFrames.LengthBytes + length;
        try
        {
            return WorkerFrames.ReadReply(arrived.Slice(WorkerFrames.LengthBytes, length));
        }
        catch (InvalidDataException)
        {
            return new WorkerReply(WorkerReplyKind.Malformed);
        }
    }

    // Grows with what has come, so that a length alone takes no memory.
    private void MakeRoom()
    {
        ReadOnlySpan<byte> arrived = Arrived;
        if (arrived.Length == _buffer.Length || (arrived.IsEmpty && _buffer.Length > 2 * BufferBytes))
            Move(Math.Max(BufferBytes, 2 * arrived.Length));
        else if (_start > 0)
            arrived.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private void Move(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        Arrived.CopyTo(buffer);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = buffer;
    }
}
