using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Binding;

/// <summary>Reads a body whole.</summary>
internal static class BodyBytes
{
    private const int FirstLength = 4096;

    // What is announced need not come, and may be more than the server takes.
    private const int FirstLengthMax = 256 << 10;

    /// <summary>The bytes of the body. The server holds it to the announced length and to the largest one that is taken.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, or ends early.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        long announced = request.ContentLength ?? FirstLength;
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(announced, FirstLengthMax));
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == request.ContentLength)
                    break;
                long doubled = Math.Max(FirstLength, 2L * buffer.Length);
                Array.Resize(ref buffer, (int)Math.Min(doubled, request.ContentLength ?? Array.MaxLength));
            }

            int read = await ReadAsync(request, buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
        }

        return buffer.AsMemory(0, length);
    }

    private static async ValueTask<int> ReadAsync(HttpRequest request, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException error) when (error.InnerException is OverflowException)
        {
            // The server says of every other malformed chunk that it is the request's fault, and of one of that size nothing.
            throw new BadHttpRequestException("The size of a chunk is too large to be one.", StatusCodes.Status400BadRequest, error);
        }
    }

    /// <summary>The bytes as a stream, without a copy.</summary>
    internal static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray());
}
