using System.Buffers.Binary;

namespace RagCluster.Api.OpenAi;

/// <summary>One vector: an array of numbers, or base64 of its little-endian floats.</summary>
/// <param name="Object">Always <c>embedding</c>.</param>
/// <param name="Index">The text's place in the request, from 0.</param>
/// <param name="Embedding">The vector, in the encoding that the request asks for.</param>
internal sealed record EmbeddingResponse(string Object, int Index, object Embedding)
{
    /// <summary>The form that was asked for.</summary>
    internal static EmbeddingResponse From(int index, float[] vector, bool isBase64) =>
        new("embedding", index, isBase64 ? Base64(vector) : vector);

    private static string Base64(float[] vector)
    {
        byte[] bytes = new byte[vector.Length * sizeof(float)];
        for (int i = 0; i < vector.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        return Convert.ToBase64String(bytes);
    }
}
