using System.Buffers;
using System.Buffers.Binary;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Cuts what a stream brings into frames. Memory grows with what has come, never with what a length announces.</summary>
internal sealed class FrameReceiver(Stream stream, int frameBytesMax)
{
    private const int InitialBytes = 32 * 1024;
    private const int HeaderBytes = 4;

    public delegate void Handler(byte[] buffer, int start, int length);

    /// <summary>Hands on frame after frame until the stream ends.</summary>
    /// <param name="handle">Takes a frame; the buffer is used again afterwards.</param>
    /// <param name="pause">Is awaited before more is read.</param>
    /// <exception cref="SerializerException">A length is not possible, or the stream ends within a frame.</exception>
    public async Task RunAsync(Handler handle, Func<ValueTask> pause, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
        (int start, int end) = (0, 0);
        try
        {
            while (true)
            {
                await pause();
                int count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
                if (count == 0)
                {
                    if (start != end)
                        throw new SerializerException("The connection ended within a frame.");
                    return;
                }

                end += count;
                start += HandOn(buffer, start, end, handle);
                if (start == end)
                    (start, end) = (0, 0);
                else if (end == buffer.Length)
                    buffer = MakeRoom(buffer, ref start, ref end);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int HandOn(byte[] buffer, int start, int end, Handler handle)
    {
        int position = start;
        while (end - position >= HeaderBytes)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position));
            if (length <= 0 || length > frameBytesMax)
                throw new SerializerException($"A frame of {length} bytes is not possible; the limit is {frameBytesMax}.");
            if (end - position - HeaderBytes < length)
                break;
            handle(buffer, position + HeaderBytes, length);
            position += HeaderBytes + length;
        }

        return position - start;
    }

    private static byte[] MakeRoom(byte[] buffer, ref int start, ref int end)
    {
        int rest = end - start;
        byte[] roomy = rest > buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, Array.MaxLength)) : buffer;
        Buffer.BlockCopy(buffer, start, roomy, 0, rest);
        if (roomy != buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        (start, end) = (0, rest);
        return roomy;
    }
}
