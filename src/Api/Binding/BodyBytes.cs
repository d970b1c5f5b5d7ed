using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Binding;

/// <summary>Reads a body whole.</summary>
internal static class BodyBytes
{
    private const int FirstLength = 4096;

    /// <summary>The bytes of the body. The server holds it to the announced length and to the largest one that is taken.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, or ends early.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)(request.ContentLength ?? FirstLength));
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == request.ContentLength)
                    break;
                Array.Resize(ref buffer, Math.Max(FirstLength, buffer.Length * 2));
            }

            int read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>The bytes as a stream, without a copy.</summary>
    internal static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray());
}
